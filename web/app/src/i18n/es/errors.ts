import type { Text } from '../index.ts';

const name = 'Ese nombre no vale: falta, es demasiado largo o tiene signos que no se ven.';
const password = 'Esa contraseña no vale: es demasiado corta o demasiado larga.';

/** By field. */
const wrong: Record<string, string> = {
  name,
  display_name: name,
  username: 'Ese nombre de usuario no vale: solo letras, cifras y los signos _ . -, ni muy corto ni muy largo.',
  email: 'Eso no parece una dirección de correo.',
  password,
  new_password: password,
  current_password: password,
  content: 'Ese texto no se puede enviar: está vacío o tiene signos dañados.',
  description: 'Esa descripción no vale: es demasiado larga o tiene signos que no se ven.',
  bio: 'Ese texto sobre ti no vale: es demasiado largo o tiene signos que no se ven.',
  emoji: 'Esa reacción no se puede añadir.',
  mentions: 'Mencionas a demasiadas personas, o a alguien que no está aquí.',
  attachments: 'No se pueden enviar esos archivos así, o son demasiados.',
  members: 'Son demasiadas personas a la vez.',
  q: 'Eso no se puede buscar: escribe al menos una palabra, y no demasiadas.',
  address: 'Eso no es una dirección que se pueda vetar.',
  pattern: 'Ese filtro no vale: revisa las palabras o el sitio.',
};

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
  forbidden: (_detail, field) => (field === 'content' ? 'Hay palabras o enlaces que aquí no se permiten. Dilo de otra manera.' : 'Eso no está permitido aquí, o no te toca a ti.'),
  invalid: (_detail, field) => wrong[field ?? ''] ?? 'El servidor no acepta esto así. Revísalo e inténtalo otra vez.',
  malformed: 'La aplicación y el servidor no se entienden. Carga la página otra vez.',
  unknown_command: 'La aplicación y el servidor no se entienden. Carga la página otra vez.',
  origin_refused: 'Este servidor no acepta páginas de esta dirección. Avisa a quien lo lleva.',
  outbox_full: 'Ya hay demasiado esperando a enviarse. Espera un momento.',
};
