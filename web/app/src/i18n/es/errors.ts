import type { Text } from '../index.ts';

export const errors: Text['errors'] = {
  connection_lost: 'No se llega al servidor. Comprueba la conexión e inténtalo otra vez.',
  timeout: 'El servidor no respondió a tiempo. Inténtalo otra vez.',
  unavailable: 'El servidor no puede guardar nada ahora mismo. Inténtalo pronto.',
  rate_limited: (seconds) => (seconds === null ? 'Demasiadas veces. Espera un momento.' : `Demasiadas veces. Espera ${seconds} s.`),
  too_large: 'Es demasiado grande.',
  password_required: 'La contraseña no es correcta.',
  wrong_credentials: 'El nombre o la contraseña no son correctos.',
  token_expired: 'Tu sesión ha terminado. Entra otra vez.',
  token_invalid: 'Tu sesión ya no vale. Entra otra vez.',
  token_reused: 'Tu sesión se usó en otro sitio y se ha cerrado. Entra otra vez.',
  unauthenticated: 'Entra primero.',
  session_ended: 'Se cerró tu sesión.',
  banned: 'Estás vetado en este servidor.',
  not_found: 'No está, o ya no está.',
  taken: 'Ya está cogido. Elige otro.',
  full: 'Está lleno.',
};
