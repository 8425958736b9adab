import type { SignedIn, User } from './protocol.ts';
import { rest, type Fetch } from './rest.ts';
import type { Credentials } from './credentials.ts';

/** Accounts, for whoever is not signed in yet. Each answer becomes a client's credentials through `credentialsOf`. */
export class Accounts {
  readonly #server: string;
  readonly #fetch: Fetch;

  constructor(server: string, fetch: Fetch = (...request) => globalThis.fetch(...request)) {
    this.#server = server;
    this.#fetch = fetch;
  }

  register(fields: { username: string; password: string; email?: string; display_name?: string }): Promise<SignedIn> {
    return rest(this.#fetch, this.#server, 'POST', '/register', { body: fields });
  }

  /** With the name or the e-mail address. */
  signIn(username: string, password: string): Promise<SignedIn> {
    return rest(this.#fetch, this.#server, 'POST', '/sign-in', { body: { username, password } });
  }

  /** A new guest, or with the key the one from last time. */
  guest(name: string, key?: string): Promise<SignedIn> {
    return rest(this.#fetch, this.#server, 'POST', '/guests', { body: { name, guest_key: key } });
  }

  /** Makes an account of a guest, who keeps everything. */
  upgrade(token: string, fields: { username: string; password: string; email?: string }): Promise<SignedIn> {
    return rest(this.#fetch, this.#server, 'POST', '/guests/upgrade', { token, body: fields });
  }

  signOut(token: string, everywhere = false): Promise<object> {
    return rest(this.#fetch, this.#server, 'POST', '/sign-out', { token, body: { everywhere } });
  }

  me(token: string): Promise<User> {
    return rest(this.#fetch, this.#server, 'GET', '/me', { token });
  }
}

export function credentialsOf(answer: SignedIn): Credentials {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: Date.now() + answer.expires_in * 1_000,
    ...(answer.guest_key ? { guest: { name: answer.user.name, key: answer.guest_key } } : {}),
  };
}
