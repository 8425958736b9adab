import { Accounts, browserCredentials, credentialsOf, newClientId, ParlanceClient, ParlanceError, type SignedIn, type User } from '@parlance/client';
import { Chat, outboxOf } from './chat.ts';
import { Store } from './store.ts';

export type SessionState =
  | { state: 'out'; /** Why, when it was not one's own wish. */ refusal?: ParlanceError }
  | { state: 'in'; chat: Chat };

const credentialsKey = 'parlance.session';
const userKey = 'parlance.me';
const deviceKey = 'parlance.device';

/** Who uses this browser: signs in and out, and remembers it across reloads. */
export class Session {
  readonly state: Store<SessionState>;
  readonly #accounts: Accounts;
  readonly #credentials = browserCredentials(credentialsKey);

  constructor(private readonly server: string) {
    this.#accounts = new Accounts(server);
    const known = this.#credentials.load();
    const me = localStorage.getItem(userKey);
    this.state = new Store<SessionState>(known && me ? this.#enter(JSON.parse(me) as User) : { state: 'out' });
    // Signed out or in by another tab.
    addEventListener('storage', (event) => {
      if (event.key === userKey && idIn(event.newValue) !== idIn(event.oldValue)) location.reload();
    });
  }

  async enterAsGuest(name: string): Promise<void> {
    this.#take(await this.#accounts.guest(name));
  }

  async register(fields: { username: string; password: string; email?: string; display_name?: string }): Promise<void> {
    this.#take(await this.#accounts.register(fields));
  }

  async signIn(username: string, password: string): Promise<void> {
    this.#take(await this.#accounts.signIn(username, password));
  }

  /** Makes an account of the guest who is in. */
  async upgrade(fields: { username: string; password: string; email?: string }): Promise<void> {
    const { state } = this.state.value;
    if (state !== 'in') return;
    this.#take(await this.#accounts.upgrade(await this.#chat().client.token(), fields));
  }

  async signOut(everywhere = false): Promise<void> {
    const { client } = this.#chat();
    // Without a connection this device forgets the session all the same.
    await client.token().then((token) => this.#accounts.signOut(token, everywhere)).catch(() => undefined);
    this.#leave();
  }

  /** Ends the sessions of all other devices; this one goes on with the tokens of the answer. */
  async changePassword(current: string, next: string): Promise<void> {
    this.#take({ ...(await this.#chat().client.rest<SignedIn>('POST', '/password', { current_password: current, new_password: next })), user: this.#chat().me.value });
  }

  async deleteAccount(password?: string): Promise<void> {
    await this.#chat().client.rest('DELETE', '/me', password === undefined ? {} : { password });
    this.#leave();
  }

  /** The account is gone, or its session is. */
  #leave(refusal?: ParlanceError): void {
    if (this.state.value.state === 'in') this.#chat().client.close();
    this.#credentials.save(null);
    localStorage.removeItem(userKey);
    this.state.set(refusal ? { state: 'out', refusal } : { state: 'out' });
  }

  #take(answer: SignedIn): void {
    if (this.state.value.state === 'in') this.#chat().client.close();
    this.#credentials.save(credentialsOf(answer));
    localStorage.setItem(userKey, JSON.stringify(answer.user));
    this.state.set(this.#enter(answer.user));
  }

  #enter(me: User): SessionState {
    const client = new ParlanceClient({ server: this.server, credentials: this.#credentials, outbox: outboxOf(me), device: device() });
    const chat = new Chat(client, me);
    client.on('user', (user) => localStorage.setItem(userKey, JSON.stringify(user)));
    client.on('status', (status) => {
      if (status.state === 'ended') this.#leave(status.refusal);
    });
    void chat.open().catch(() => undefined); // the status says why not
    return { state: 'in', chat };
  }

  #chat(): Chat {
    const now = this.state.value;
    if (now.state !== 'in') throw new ParlanceError({ code: 'unauthenticated', message: 'Nobody is signed in.' });
    return now.chat;
  }
}

function device(): string {
  let known = localStorage.getItem(deviceKey);
  if (!known) localStorage.setItem(deviceKey, (known = newClientId()));
  return known;
}

/** Whose the stored user is: their names may change without their being somebody else. */
function idIn(stored: string | null): number | undefined {
  return stored === null ? undefined : (JSON.parse(stored) as User).id;
}
