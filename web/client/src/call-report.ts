import type { ParlanceClient } from './client.ts';
import type { PeerLink } from './peer.ts';
import type { Commands } from './protocol.ts';

type Report = Commands['call_report'][0];

/** Tells the server how one's part in a call or a match went, as far as this side knows; nothing depends on its arrival. */
export class CallReporter {
  #isConnected = false;
  readonly #client: Pick<ParlanceClient, 'request'>;
  readonly #about: { call: string } | { match: string };
  readonly #began: number;

  constructor(client: Pick<ParlanceClient, 'request'>, about: { call: string } | { match: string }, began = Date.now()) {
    this.#client = client;
    this.#about = about;
    this.#began = began;
  }

  follow(link: PeerLink): void {
    link.on('signalled', () => this.#isConnected || this.#tell({ stage: 'signalled' }));
    link.on('state', (state) => {
      if (state === 'connected' && !this.#isConnected) void this.#connected(link);
      else if (state === 'failed' && !this.#isConnected) this.ended('failed');
    });
  }

  ended(how: NonNullable<Report['ended']>): void {
    this.#tell({ ended: how });
  }

  async #connected(link: PeerLink): Promise<void> {
    this.#isConnected = true;
    const setup_ms = Math.min(Date.now() - this.#began, 600_000);
    const route = await link.route().catch(() => null);
    this.#tell({ stage: 'connected', setup_ms, ...(route ? { local_candidate: route.local, remote_candidate: route.remote } : {}) });
  }

  #tell(report: Report): void {
    this.#client.request('call_report', { ...this.#about, ...report }).catch(() => undefined);
  }
}
