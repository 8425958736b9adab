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
    exclusively: (work) =>
      // Web Locks need a secure context; on plain http a page takes turns with itself alone.
      'locks' in navigator && navigator.locks ? navigator.locks.request(`${key}.refresh`, work) as Promise<Awaited<ReturnType<typeof work>>> : inTurn.exclusively(work),
  };
}
