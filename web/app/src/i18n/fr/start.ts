import type { Text } from '../index.ts';

export const start: Text['start'] = {
  tagline: 'Salons, messages, appels et rencontres au hasard.',
  ways: 'Comment entrer',
  guest: 'Invité',
  signIn: 'Se connecter',
  register: 'S’inscrire',
  name: 'Votre nom',
  guestHint: 'Sans mot de passe. Vous pourrez en faire un compte plus tard et tout garder.',
  goAsGuest: 'C’est parti',
  usernameOrEmail: 'Nom d’utilisateur ou e-mail',
  username: 'Nom d’utilisateur',
  usernameHint: 'Les autres vous trouvent ainsi.',
  password: 'Mot de passe',
  email: 'E-mail (facultatif)',
  createAccount: 'Créer un compte',
  checkConnection: 'Vérifier la connexion',
  language: 'Langue',
  theme: 'Thème',
  themeSystem: 'Comme le système',
  themeLight: 'Clair',
  themeDark: 'Sombre',
};
