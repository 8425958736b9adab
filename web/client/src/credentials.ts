/** Who one is, as far as this device knows. Keep it like a password. */
export interface Credentials {
  accessToken?: string;
  refreshToken?: string;
  /** When the access token expires, by this device's clock. */
  expiresAt?: number;
  /** A guest's name; with the key from last time the same guest comes back. */
  guest?: { name: string; key?: string };
}

/**
 * Keeps credentials. Refresh tokens are good once: where several pages share a store, `exclusively` must let one of them refresh at a time, else the second
 * spends a token that is spent and the whole session ends.
 */
export interface CredentialStore {
  load(): Credentials | null;
  /** Null forgets them. */
  save(credentials: Credentials | null): void;
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** Credentials of this process alone. `onChange` is told of each change, so that they can be kept elsewhere. */
export function memoryCredentials(initial: Credentials, onChange?: (credentials: Credentials | null) => void): CredentialStore {
  let kept: Credentials | null = initial;
  let last: Promise<unknown> = Promise.resolve();
  return {
    load: () => kept,
    save(credentials) {
      kept = credentials;
      onChange?.(credentials);
    },
    exclusively(work) {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Credentials of one browser profile, shared by its tabs. */
export function browserCredentials(key: string): CredentialStore {
  const inTurn = memoryCredentials({});
  return {
    load() {
      const text = localStorage.getItem(key);
      return text === null ? null : (JSON.parse(text) as Credentials);
    },
    save(credentials) {
      if (credentials === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(credentials));
    },
    exclusively: <T>(work: () => Promise<T>) =>
      // Web Locks need a secure context, which plain http in a local network is not.
      navigator.locks ? (navigator.locks.request(`${key}.refresh`, work) as Promise<T>) : inTurn.exclusively(() => amongTabs(`${key}.refresh`, work)),
  };
}

/** Longer than a request may take; a tab that was closed with the turn holds up the others for so long. */
const turnMs = 10_000;
/** Longer than what another tab wrote at the same moment takes to be seen here. */
const settleMs = 50;

/** Takes turns with other tabs through what is stored. */
async function amongTabs<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const mine = `${Math.random()} `;
  const holder = () => localStorage.getItem(lock) ?? '';
  for (;;) {
    if (Date.now() - Number(holder().split(' ')[1] ?? 0) > turnMs) {
      localStorage.setItem(lock, mine + Date.now());
      await new Promise((resolve) => setTimeout(resolve, settleMs));
      if (holder().startsWith(mine)) break;
    }
    await new Promise((resolve) => setTimeout(resolve, settleMs));
  }
  try {
    return await work();
  } finally {
    if (holder().startsWith(mine)) localStorage.removeItem(lock);
  }
}
