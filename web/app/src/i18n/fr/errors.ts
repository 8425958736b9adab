import type { Text } from '../index.ts';

export const errors: Text['errors'] = {
  connection_lost: 'Le serveur est injoignable. Vérifiez la connexion et réessayez.',
  timeout: 'Le serveur n’a pas répondu à temps. Réessayez.',
  unavailable: 'Le serveur ne peut rien enregistrer pour le moment. Réessayez bientôt.',
  rate_limited: (seconds) => (seconds === null ? 'C’était trop souvent. Attendez un moment.' : `C’était trop souvent. Attendez ${seconds} s.`),
  too_large: 'C’est trop grand.',
  password_required: 'Le mot de passe n’est pas le bon.',
  wrong_credentials: 'Le nom ou le mot de passe n’est pas le bon.',
  token_expired: 'Votre session est terminée. Reconnectez-vous.',
  token_invalid: 'Votre session n’est plus valable. Reconnectez-vous.',
  token_reused: 'Votre session a servi ailleurs et est fermée. Reconnectez-vous.',
  unauthenticated: 'Connectez-vous d’abord.',
  session_ended: 'Vous avez été déconnecté.',
  banned: 'Vous êtes banni de ce serveur.',
  not_found: 'Ce n’est pas là, ou plus là.',
  taken: 'C’est déjà pris. Choisissez autre chose.',
  full: 'C’est plein.',
};
