import type { ParlanceClient } from '@parlance/client';
import { Store } from './store.ts';

export interface Typist {
  user: number;
  name: string;
}

/** Who types in a conversation, who began first at the front. */
export class Typists {
  readonly all = new Store<readonly Typist[]>([]);
  readonly #stops: (() => void)[];

  constructor(client: Pick<ParlanceClient, 'on'>, conversation: number) {
    this.#stops = [
      client.on('typing', ({ conversation: where, user, name, on }) => {
        if (where !== conversation) return;
        const known = this.all.value.some((typist) => typist.user === user);
        if (on && !known) this.all.set([...this.all.value, { user, name }]);
        else if (!on && known) this.#without(user);
      }),
      // Whoever has sent does not type any more, whatever word of that is still on its way.
      client.on('message', ({ conversation: where, sender }) => where === conversation && this.#without(sender)),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #without(user: number): void {
    if (this.all.value.some((typist) => typist.user === user)) this.all.set(this.all.value.filter((typist) => typist.user !== user));
  }
}
