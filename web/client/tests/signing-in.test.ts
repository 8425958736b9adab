import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserCredentials, credentialsOf, memoryCredentials, ParlanceError, type Credentials, type CredentialStore } from '../src/index.ts';
import { Chat, password } from './harness/chat.ts';
import { eventually } from './harness/eventually.ts';
import type { Person } from './harness/person.ts';
import { Server } from './harness/server.ts';
import { endingIn } from './harness/tokens.ts';

let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(async () => {
  vi.unstubAllGlobals();
  await server.dispose();
});

/** Their token ends soon, and they do not know. */
function endsIn(person: Person, seconds: number): void {
  const { accessToken, refreshToken } = person.credentials.load()!;
  person.credentials.save({ accessToken: endingIn(accessToken!, seconds), ...(refreshToken === undefined ? {} : { refreshToken }) });
}

/** Counts what is asked of the refresh endpoint. */
function counting(): { fetch: typeof fetch; refreshes: number } {
  const counted = {
    refreshes: 0,
    fetch: ((address: string, init?: RequestInit) => {
      if (address.endsWith('/refresh')) counted.refreshes++;
      return fetch(address, init);
    }) as typeof fetch,
  };
  return counted;
}

async function ending(person: Person): Promise<ParlanceError> {
  const status = await person.hears('status', ({ state }) => state === 'ended');
  return (status as { refusal: ParlanceError }).refusal;
}

describe('who one is', () => {
  it('is known after connecting', async () => {
    const chat = Chat.beside(server);
    const ana = await chat.member('ana');

    expect(ana.client.user).toMatchObject({ name: 'ana', guest: false, email: '' });
    expect(ana.all('status').map(({ state }) => state)).toEqual(['connecting', 'online']);
    await expect(ana.client.connect()).resolves.toMatchObject({ id: ana.id });
  });

  it('changes with the profile, on every device, and keeps what is for oneself', async () => {
    const ana = await Chat.beside(server).member('ana');

    await ana.client.rest('PATCH', '/me', { display_name: 'Ana Lee' });

    await ana.hears('user', ({ name }) => name === 'Ana Lee');
    expect(ana.client.user).toMatchObject({ email: '' });
  });
});

describe('a token', () => {
  it('is renewed before it ends, on the connection that stands', async () => {
    const ana = await Chat.beside(server).stranger('ana');
    endsIn(ana, 3);
    const before = ana.credentials.load()!;
    await ana.returns();

    await eventually(() => (ana.credentials.load()?.refreshToken === before.refreshToken ? 'not renewed' : null));
    const end = Date.now() + 4_000;
    await eventually(() => (Date.now() > end ? null : 'the old token is still good'));

    await ana.client.request('ping', {});
    expect(ana.all('status').map(({ state }) => state)).toEqual(['connecting', 'online']);
    await expect(ana.client.rest('GET', '/me')).resolves.toMatchObject({ id: ana.id });
  });

  it('that ended meanwhile is renewed before connecting', async () => {
    const ana = await Chat.beside(server).stranger('ana');
    ana.credentials.save({ ...ana.credentials.load(), accessToken: 'ended', expiresAt: Date.now() - 1 });
    await ana.returns();
    expect(ana.all('status').map(({ state }) => state)).toEqual(['connecting', 'online']);
  });

  it('that the server does not take is replaced with the refresh token', async () => {
    const ana = await Chat.beside(server).stranger('ana');
    ana.credentials.save({ ...ana.credentials.load(), accessToken: 'nonsense' });
    await ana.returns();
    expect(ana.client.user).toMatchObject({ name: 'ana' });
  });

  it.each<[string, string, (good: Credentials) => Promise<Credentials> | Credentials]>([
    ['that cannot be renewed', 'token_expired', (good) => ({ accessToken: endingIn(good.accessToken!, -60) })],
    ['that nobody gave', 'token_invalid', () => ({ accessToken: 'nonsense', refreshToken: 'nonsense' })],
    ['whose refresh token is too old', 'token_expired', (good) => ({ refreshToken: endingIn(good.refreshToken!, -60) })],
    [
      'whose refresh token was used before',
      'token_reused',
      async (good) => {
        await fetch(`${server.address}/api/v1/refresh`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ refresh_token: good.refreshToken }) });
        return { refreshToken: good.refreshToken! };
      },
    ],
  ])('%s ends the client, which says %s', async (_, code, spoil) => {
    const ana = await Chat.beside(server).stranger('ana');
    ana.credentials.save(await spoil(ana.credentials.load()!));

    await expect(ana.opens().connect()).rejects.toMatchObject({ code });
    expect((await ending(ana)).code).toBe(code);
    expect(ana.credentials.load()?.accessToken).toBeUndefined();
  });

  it('of a session that was signed out ends the client', async () => {
    const chat = Chat.beside(server);
    const ana = await chat.member('ana');

    await chat.accounts.signOut(await ana.client.token(), true);

    expect(['session_ended', 'token_invalid', 'token_expired']).toContain((await ending(ana)).code);
  });

  it('is missing: nobody is signed in', async () => {
    const ana = await Chat.beside(server).stranger('ana');
    ana.credentials.save(null);
    await expect(ana.opens().connect()).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a guest', () => {
  it('comes back with the key and is the same person', async () => {
    const gus = await Chat.beside(server).guest('gus');
    await gus.returns();
    const { id } = gus;
    const { guest } = gus.credentials.load()!;
    expect(guest?.key).toMatch(/^gk_/);
    gus.leaves();

    gus.credentials.save({ guest: guest! });
    await gus.returns();

    expect(gus.client.user).toMatchObject({ id, guest: true });
  });

  it('whose session is gone begins another by itself', async () => {
    const gus = await Chat.beside(server).guest('gus');
    await gus.returns();
    const { id } = gus;
    gus.leaves();

    gus.credentials.save({ ...gus.credentials.load(), accessToken: 'nonsense', refreshToken: 'nonsense' });
    await gus.returns();

    expect(gus.id).toBe(id);
    await expect(gus.client.rest('GET', '/me')).resolves.toMatchObject({ id });
  });

  it('becomes a member and keeps everything', async () => {
    const chat = Chat.beside(server);
    const gus = await chat.guest('gus');
    await gus.returns();
    const { id } = gus;

    const account = await chat.accounts.upgrade(await gus.client.token(), { username: chat.named('gustav'), password });
    const gustav = await chat.page('gustav', memoryCredentials(credentialsOf(account)));
    await gustav.returns();

    expect(gustav.client.user).toMatchObject({ id, guest: false, username: chat.named('gustav') });
  });
});

describe('pages that share credentials', () => {
  /** Two pages with one store, whose token ends within a minute: both are told to refresh at the same moment. */
  async function twoPages(first: CredentialStore, second: CredentialStore): Promise<void> {
    const chat = Chat.beside(server);
    const ana = await chat.stranger('ana');
    const { accessToken, refreshToken } = ana.credentials.load()!;
    first.save({ accessToken: endingIn(accessToken!, 30), refreshToken: refreshToken! });
    const counted = counting();
    let turns = 0;
    const watched = (store: CredentialStore): CredentialStore => ({
      ...store,
      exclusively: (work) => (turns++, store.exclusively(work).finally(() => turns--)),
    });
    const pages = await Promise.all([first, second].map((store) => chat.page('ana', watched(store), { fetch: counted.fetch })));
    await Promise.all(pages.map((page) => page.returns()));

    await eventually(() => (first.load()?.refreshToken === refreshToken ? 'not renewed' : null));
    await Promise.all(pages.map((page) => page.client.rest('GET', '/me')));
    for (const page of pages) await page.client.request('ping', {});
    await eventually(() => (turns === 0 ? null : 'one still waits for its turn'));

    expect(counted.refreshes).toBe(1);
    expect(pages.flatMap((page) => page.all('status')).map(({ state }) => state)).not.toContain('ended');
  }

  function stubStorage(): void {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
  }

  it('refresh once', async () => {
    const store = memoryCredentials({});
    await twoPages(store, store);
  });

  it('refresh once where the browser has locks', async () => {
    stubStorage();
    const turns = memoryCredentials({});
    vi.stubGlobal('navigator', { locks: { request: (_: string, work: () => Promise<unknown>) => turns.exclusively(work) } });
    await twoPages(browserCredentials('test'), browserCredentials('test'));
  });

  it('refresh once on plain http, where the browser has none', async () => {
    stubStorage();
    vi.stubGlobal('navigator', {});
    await twoPages(browserCredentials('test'), browserCredentials('test'));
    expect(localStorage.getItem('test.refresh')).toBeNull();
  });

  it('outlast a page that was closed in the middle of its turn', async () => {
    stubStorage();
    vi.stubGlobal('navigator', {});
    localStorage.setItem('test.refresh', `0.5 ${Date.now() - 9_800}`);
    await expect(browserCredentials('test').exclusively(async () => 'done')).resolves.toBe('done');
  });

  it('forget together', () => {
    stubStorage();
    const [first, second] = [browserCredentials('test'), browserCredentials('test')];
    first.save({ accessToken: 'a' });
    expect(second.load()).toEqual({ accessToken: 'a' });
    second.save(null);
    expect(first.load()).toBeNull();
  });
});
