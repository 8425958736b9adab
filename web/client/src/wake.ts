/** Sleeps that end early when the network or the page comes back; a connection that stands is asked at once whether it still does. */
export class Wake {
  #wakeUp: (() => void) | undefined;
  readonly #onWake = (event: Event) => {
    if (event.type !== 'online' && document.visibilityState === 'hidden') return;
    if (this.#wakeUp) this.now();
    else this.#probe();
  };
  readonly #probe: () => void;

  constructor(probe: () => void) {
    this.#probe = probe;
  }

  listen(): void {
    globalThis.window?.addEventListener('online', this.#onWake);
    globalThis.document?.addEventListener('visibilitychange', this.#onWake);
  }

  stop(): void {
    globalThis.window?.removeEventListener('online', this.#onWake);
    globalThis.document?.removeEventListener('visibilitychange', this.#onWake);
    this.now();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.now(), ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        this.#wakeUp = undefined;
        resolve();
      };
    });
  }

  now(): void {
    this.#wakeUp?.();
  }
}
