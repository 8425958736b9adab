import type { Text } from '../index.ts';

const name = 'Ce nom ne convient pas : il manque, est trop long ou contient des signes invisibles.';
const password = 'Ce mot de passe ne convient pas : il est trop court ou trop long.';

/** By field. */
const wrong: Record<string, string> = {
  name,
  display_name: name,
  username: 'Ce nom d’utilisateur ne convient pas : seulement des lettres, des chiffres et les signes _ . -, ni trop court ni trop long.',
  email: 'Cela ne ressemble pas à une adresse e-mail.',
  password,
  new_password: password,
  current_password: password,
  content: 'Ce texte ne peut pas être envoyé : il est vide ou contient des signes abîmés.',
  description: 'Cette description ne convient pas : elle est trop longue ou contient des signes invisibles.',
  bio: 'Ce texte sur vous ne convient pas : il est trop long ou contient des signes invisibles.',
  emoji: 'Cette réaction ne peut pas être ajoutée.',
  mentions: 'Vous mentionnez trop de personnes, ou quelqu’un qui n’est pas ici.',
  attachments: 'Ces fichiers ne peuvent pas être envoyés ainsi, ou il y en a trop.',
  members: 'Cela fait trop de personnes à la fois.',
  q: 'Cela ne peut pas être cherché : écrivez au moins un mot, et pas trop.',
  address: 'Ce n’est pas une adresse qui puisse être bannie.',
  pattern: 'Ce filtre ne convient pas : vérifiez les mots ou le site.',
};

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
  forbidden: (_detail, field) => (field === 'content' ? 'Il y a des mots ou des liens qui ne sont pas admis ici. Dites-le autrement.' : 'Ce n’est pas permis ici, ou ce n’est pas à vous de le faire.'),
  invalid: (_detail, field) => wrong[field ?? ''] ?? 'Le serveur n’accepte pas cela ainsi. Vérifiez et réessayez.',
  malformed: 'L’application et le serveur ne se comprennent pas. Rechargez la page.',
  unknown_command: 'L’application et le serveur ne se comprennent pas. Rechargez la page.',
  origin_refused: 'Ce serveur n’accepte pas les pages de cette adresse. Prévenez qui s’en occupe.',
  outbox_full: 'Trop de choses attendent déjà d’être envoyées. Attendez un moment.',
};
