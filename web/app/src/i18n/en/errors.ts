/** What the server says is in English already, and tells more than a sentence for all cases could. */
const asTold = (detail: string, _field: string | undefined): string => detail;

/** By code: what a refusal means to the person who meets it. What is not here is told in the server's own words. */
export const errors = {
  connection_lost: 'The server cannot be reached. Check the connection and try again.',
  timeout: 'The server did not answer in time. Try again.',
  unavailable: 'The server cannot store anything at the moment. Try again soon.',
  rate_limited: (seconds: number | null) => (seconds === null ? 'That was too often. Wait a moment.' : `That was too often. Wait ${seconds} s.`),
  too_large: 'That is too large.',
  password_required: 'The password is not right.',
  wrong_credentials: 'Name or password is not right.',
  token_expired: 'Your session is over. Sign in again.',
  token_invalid: 'Your session is no longer good. Sign in again.',
  token_reused: 'Your session was used elsewhere and is closed. Sign in again.',
  unauthenticated: 'Sign in first.',
  session_ended: 'You were signed out.',
  banned: 'You are banned from this server.',
  not_found: 'It is not there, or no longer.',
  taken: 'That is taken already. Choose another.',
  full: 'It is full.',
  forbidden: asTold,
  invalid: asTold,
  malformed: 'The app and the server do not understand each other. Load the page again.',
  unknown_command: 'The app and the server do not understand each other. Load the page again.',
  origin_refused: 'This server does not take pages from this address. Tell its operator.',
  outbox_full: 'Too much is waiting to be sent already. Wait a moment.',
};
