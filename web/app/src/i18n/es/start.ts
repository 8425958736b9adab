import type { Text } from '../index.ts';

export const start: Text['start'] = {
  tagline: 'Salas, mensajes, llamadas y encuentros al azar.',
  ways: 'Cómo entrar',
  guest: 'Invitado',
  signIn: 'Entrar',
  register: 'Registrarse',
  name: 'Tu nombre',
  guestHint: 'Sin contraseña. Más tarde puedes crear una cuenta y conservarlo todo.',
  goAsGuest: 'Adelante',
  usernameOrEmail: 'Usuario o correo',
  username: 'Usuario',
  usernameHint: 'Así te encontrarán los demás.',
  password: 'Contraseña',
  email: 'Correo (opcional)',
  createAccount: 'Crear cuenta',
  checkConnection: 'Comprobar la conexión',
  language: 'Idioma',
  theme: 'Tema',
  themeSystem: 'Como el sistema',
  themeLight: 'Claro',
  themeDark: 'Oscuro',
};
