import type { Message, ParlanceClient, Pending } from '@parlance/client';
import { Store } from './store.ts';

/** A message of one's own that is not among those of the conversation yet. */
export interface Outgoing {
  pending: Pending;
  state: 'sending' | 'sent' | 'failed';
  /** Where it is in the conversation, once that is known. */
  seq?: number;
}

/** What one wrote in a conversation and is on its way, in order. */
export class OutgoingMessages {
  readonly all: Store<readonly Outgoing[]>;
  readonly #stops: (() => void)[];

  constructor(client: Pick<ParlanceClient, 'on' | 'pending'>, conversation: number) {
    const own = client.pending().filter((pending) => pending.conversation === conversation);
    this.all = new Store<readonly Outgoing[]>(own.map((pending) => ({ pending, state: pending.refusal ? 'failed' : 'sending' })));
    this.#stops = [
      client.on('outbox', (change) => {
        const { pending, state } = change;
        if (pending.conversation !== conversation) return;
        if (state === 'discarded') this.all.set(this.all.value.filter((one) => one.pending.clientId !== pending.clientId));
        else if (state === 'sent') this.#put({ pending, state, ...(change.reply ? { seq: change.reply.seq } : {}) });
        else this.#put({ pending, state: state === 'failed' ? 'failed' : 'sending' });
      }),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** Forgets those that are among the messages now. */
  arrived(messages: readonly Message[]): void {
    const left = stillOutgoing(this.all.value, messages);
    if (left.length !== this.all.value.length) this.all.set(left);
  }

  #put(one: Outgoing): void {
    const all = this.all.value;
    const isKnown = all.some(({ pending }) => pending.clientId === one.pending.clientId);
    this.all.set(isKnown ? all.map((before) => (before.pending.clientId === one.pending.clientId ? one : before)) : [...all, one]);
  }
}

/** Without those that are among the messages, by their id or their place. */
export function stillOutgoing(outgoing: readonly Outgoing[], messages: readonly Message[]): readonly Outgoing[] {
  if (outgoing.length === 0) return outgoing;
  const last = messages.at(-1)?.seq ?? 0;
  const ids = new Set(messages.map((message) => message.client_id));
  return outgoing.filter(({ pending, seq }) => !ids.has(pending.clientId) && (seq === undefined || seq > last));
}
