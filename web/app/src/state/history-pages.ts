import type { Commands, Message, ParlanceClient } from '@parlance/client';
import { withPatches, type Patch } from './message-window.ts';

type Fields = Omit<Commands['history'][0], 'conversation'>;

/** One change of a message, as an event told it. */
export interface HeardChange {
  id: number;
  position: number;
  patch: Patch;
}

/** Pages of the messages of one conversation, with the changes that were heard while they were on their way: a page may have been read before them. */
export class HistoryPages {
  #reading = 0;
  #recent: HeardChange[] = [];

  constructor(
    private readonly client: Pick<ParlanceClient, 'request'>,
    private readonly conversation: number,
  ) {}

  heard(change: HeardChange): void {
    if (this.#reading > 0) this.#recent.push(change);
  }

  async read(fields: Fields): Promise<Commands['history'][1]> {
    if (this.#reading++ === 0) this.#recent = [];
    try {
      return await this.client.request('history', { conversation: this.conversation, ...fields });
    } finally {
      this.#reading--;
    }
  }

  /** What was read at `position`, as it is now. */
  caughtUp(messages: readonly Message[], position: number): Message[] {
    return withPatches(messages, this.#recent.filter((change) => change.position > position)) as Message[];
  }
}
