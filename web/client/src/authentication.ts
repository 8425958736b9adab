import type { Credentials, CredentialStore } from './credentials.ts';
import { ParlanceError } from './error.ts';
import type { SignedIn, Tokens } from './protocol.ts';
import { rest, type Fetch } from './rest.ts';

/** Sooner than this before its end an access token is not used any more, as clocks differ and requests take time. */
const marginMs = 10_000;

/** What a guest or member shows, and how it is renewed. */
export class Authentication {
  /** What this page showed last: where the store holds another, a page beside this one refreshed. */
  #shown: string | undefined;
  readonly #store: CredentialStore;
  readonly #server: string;
  readonly #fetch: Fetch;

  constructor(store: CredentialStore, server: string, fetch: Fetch) {
    this.#store = store;
    this.#server = server;
    this.#fetch = fetch;
  }

  get current(): Credentials {
    return this.#store.load() ?? {};
  }

  /** The fields of `hello` that say who one is. Refreshes first when the token is about to end. */
  async hello(): Promise<{ token: string } | { guest: { name: string; key?: string } }> {
    if (!this.#isGood(this.current) && this.current.refreshToken) await this.refresh();
    const { accessToken, guest } = this.current;
    if (accessToken && this.#isGood(this.current)) return { token: (this.#shown = accessToken) };
    if (guest) return { guest };
    throw new ParlanceError({ code: 'unauthenticated', message: 'Nobody is signed in.', remedy: 'Sign in first.' });
  }

  /** A good access token, for REST. */
  async token(): Promise<string> {
    if (!this.#isGood(this.current)) await this.refresh();
    const { accessToken } = this.current;
    if (!accessToken) throw new ParlanceError({ code: 'unauthenticated', message: 'Nobody is signed in.', remedy: 'Sign in first.' });
    return accessToken;
  }

  /** Spends the refresh token, unless another page did so meanwhile. A guest whose session ended begins another. */
  refresh(): Promise<void> {
    const shown = this.#shown ?? this.current.accessToken;
    return this.#store.exclusively(async () => {
      const now = this.current;
      if (now.accessToken !== shown && this.#isGood(now)) {
        this.#shown = now.accessToken;
        return;
      }
      try {
        if (!now.refreshToken) throw new ParlanceError({ code: 'token_expired', message: 'The session ended.', remedy: 'Sign in again.' });
        this.take(await rest<Tokens>(this.#fetch, this.#server, 'POST', '/refresh', { body: { refresh_token: now.refreshToken } }));
      } catch (error) {
        if (!isSpent(error)) throw error;
        if (!now.guest?.key) {
          this.#store.save({});
          throw error;
        }
        this.take(await rest<SignedIn>(this.#fetch, this.#server, 'POST', '/guests', { body: { name: now.guest.name, guest_key: now.guest.key } }));
      }
    });
  }

  /** The server did not accept the access token: it is not shown again. */
  reject(): void {
    const { accessToken: _, expiresAt: __, ...rest } = this.current;
    this.#store.save(rest);
  }

  /** False when there is nothing left that could be shown. */
  get hasMore(): boolean {
    return this.current.refreshToken !== undefined || this.current.guest !== undefined;
  }

  /** Takes new tokens, and what else an answer says of who one is. */
  take(answer: Partial<Tokens> & { guest_key?: string | undefined; user?: { guest: boolean; name: string } | undefined }): void {
    if (!answer.access_token) return;
    this.#shown = answer.access_token;
    const next: Credentials = { ...this.current, accessToken: answer.access_token, expiresAt: Date.now() + (answer.expires_in ?? 3_600) * 1_000 };
    if (answer.refresh_token) next.refreshToken = answer.refresh_token;
    if (answer.guest_key) next.guest = { name: answer.user?.name ?? next.guest?.name ?? '', key: answer.guest_key };
    if (answer.user && !answer.user.guest) delete next.guest;
    this.#store.save(next);
  }

  #isGood({ accessToken, expiresAt }: Credentials): boolean {
    return accessToken !== undefined && (expiresAt === undefined || expiresAt - marginMs > Date.now());
  }
}

function isSpent(error: unknown): boolean {
  return error instanceof ParlanceError && ['token_reused', 'token_expired', 'token_invalid', 'unauthenticated'].includes(error.code);
}
