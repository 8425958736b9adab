import { Store } from './store.ts';

/** What the loading of code needs of the browser. */
export interface CodeWorld {
  /** Resolves after that time, or before when there may be a network again. */
  pause(ms: number): Promise<void>;
  /** Asks the server. Rejects when it does not answer. */
  isThisPageStillServed(): Promise<boolean>;
  /**
   * Loads the page anew.
   * @returns False, and nothing happens, when that was tried just before and so does not help.
   */
  reload(): boolean;
}

/**
 * Code that comes after the page: views, languages. On a bad connection it is asked for until it comes. A page older than what the server has now will never
 * get its files, nor will one whose browser keeps a failed answer: both load the page anew, which loses nothing, since drafts and unsent messages are kept.
 */
export class LateCode {
  /** Something does not come, and is asked for again. */
  readonly isWaiting = new Store(false);
  #waiting = 0;

  constructor(private readonly world: CodeWorld) {}

  /** Resolves once something does not come. */
  delayed(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.isWaiting.subscribe(() => {
        stop();
        resolve();
      });
    });
  }

  /** Rejects only when neither asking again nor another page helps. */
  async load<T>(load: () => Promise<T>): Promise<T> {
    try {
      return await load();
    } catch {
      this.#count(1);
      try {
        return await this.#insist(load);
      } finally {
        this.#count(-1);
      }
    }
  }

  async #insist<T>(load: () => Promise<T>): Promise<T> {
    let failuresOnAGoodNetwork = 0;
    for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, 15_000)) {
      await this.world.pause(pauseMs);
      const isServed = await this.world.isThisPageStillServed().catch(() => null);
      if (isServed === null) continue;
      try {
        return await load();
      } catch (error) {
        const isHopeless = !isServed || ++failuresOnAGoodNetwork === 3;
        if (!isHopeless) continue;
        if (this.world.reload()) return await new Promise<never>(() => undefined);
        throw error;
      }
    }
  }

  #count(change: number): void {
    this.#waiting += change;
    this.isWaiting.set(this.#waiting > 0);
  }
}

const reloadedAt = 'parlance.reloaded-at';

const browser: CodeWorld = {
  pause: (ms) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        removeEventListener('online', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      addEventListener('online', end);
    }),
  async isThisPageStillServed() {
    const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src;
    const answer = await fetch('/app/', { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`The page was answered with ${answer.status}.`);
    return !entry || (await answer.text()).includes(new URL(entry).pathname);
  },
  reload() {
    if (Date.now() - Number(sessionStorage.getItem(reloadedAt)) < 60_000) return false;
    sessionStorage.setItem(reloadedAt, String(Date.now()));
    location.reload();
    return true;
  },
};

export const lateCode = new LateCode(browser);
