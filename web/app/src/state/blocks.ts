import type { ParlanceClient, User } from '@parlance/client';
import { Store } from './store.ts';

/** Whom one blocks: undefined until it was read. */
export class Blocks {
  readonly users = new Store<readonly User[] | undefined>(undefined);

  constructor(private readonly client: ParlanceClient) {}

  async load(): Promise<void> {
    this.users.set((await this.client.request('blocks', {})).users);
  }

  async block(user: User): Promise<void> {
    await this.client.request('block', { user: user.id });
    this.users.set([...(this.users.value ?? []).filter((one) => one.id !== user.id), user]);
  }

  async unblock(user: User): Promise<void> {
    await this.client.request('unblock', { user: user.id });
    this.users.set((this.users.value ?? []).filter((one) => one.id !== user.id));
  }
}
