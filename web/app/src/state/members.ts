import type { Member, ParlanceClient } from '@parlance/client';
import { Store } from './store.ts';

export interface MemberList {
  members: readonly Member[];
  state: 'loading' | 'ready' | 'failed';
  error?: unknown;
}

const pageSize = 1_000;
const rank: Record<Member['role'], number> = { host: 0, moderator: 1, member: 2 };

/** Who is in one conversation: read whole, then kept up to date. The host first, then moderators, then by name. */
export class Members {
  readonly list = new Store<MemberList>({ members: [], state: 'loading' });
  readonly #byId = new Map<number, Member>();
  readonly #stop: (() => void)[];

  constructor(
    private readonly client: ParlanceClient,
    private readonly conversation: number,
  ) {
    this.#stop = [
      client.on('member', (event) => event.conversation === conversation && this.#changed(event.member)),
      client.on('receipt', ({ conversation: of, user, delivered, read }) => {
        const member = of === conversation ? this.#byId.get(user) : undefined;
        if (member) this.#byId.set(user, { ...member, delivered, read });
      }),
      client.on('snapshot', () => void this.load()),
    ];
  }

  async load(): Promise<void> {
    this.list.patch({ state: 'loading', error: undefined });
    try {
      let after: number | null = null;
      const found: Member[] = [];
      do {
        const page: { members: Member[]; next: number | null } = await this.client.request('members', { conversation: this.conversation, limit: pageSize, ...(after === null ? {} : { after }) });
        found.push(...page.members);
        after = page.next;
      } while (after !== null);
      this.#byId.clear();
      for (const member of found) if (member.state === 'joined') this.#byId.set(member.user, member);
      this.#show();
    } catch (error) {
      this.list.patch({ state: 'failed', error });
    }
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  #changed(member: Member): void {
    if (member.state === 'joined') this.#byId.set(member.user, member);
    else this.#byId.delete(member.user);
    this.#show();
  }

  #show(): void {
    const members = [...this.#byId.values()].sort((a, b) => rank[a.role] - rank[b.role] || a.name.localeCompare(b.name));
    this.list.set({ members, state: 'ready' });
  }
}
