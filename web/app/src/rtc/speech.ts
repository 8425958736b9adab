import type { PeerLink } from '@parlance/client';
import { Store } from '../state/store.ts';
import { loudness } from './loudness.ts';

const listenEveryMs = 200;
/** A pause between two words is shorter than this. */
const pauseMs = 600;
/** Below this is the noise of a room. */
const speechLoudness = 0.25;

/** Whether somebody speaks: from the first word on, until a pause after the last. */
export class Speech {
  readonly isOn = new Store(false);
  #timer: ReturnType<typeof setInterval> | undefined;
  #until = 0;

  /** Listens while the connection stands. */
  follow(link: Pick<PeerLink, 'level' | 'state' | 'on'>): void {
    link.on('state', (state) => {
      this.#stop();
      if (state === 'connected') this.#timer = setInterval(() => this.#hear(link.level()), listenEveryMs);
    });
  }

  #hear(level: number): void {
    const now = Date.now();
    if (loudness(level * level) >= speechLoudness) this.#until = now + pauseMs;
    this.isOn.set(now < this.#until);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#until = 0;
    this.isOn.set(false);
  }
}
