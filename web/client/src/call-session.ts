import type { CallClient, CallEnd, CallPeer, CallPhase, CallSessionEvents, CallWish } from './call-options.ts';
import { CallPeers } from './call-peers.ts';
import { CallReporter } from './call-report.ts';
import { Emitter } from './emitter.ts';
import { ParlanceError } from './error.ts';
import type { MediaKind } from './peer.ts';
import type { CallEvent, CallState } from './protocol.ts';

/**
 * One's part in a call: a connection with every other participant (mesh), with every viewer, or with the one who broadcasts. Whoever comes later makes the
 * offer; in a broadcast the viewer does, as on the chat-rooms wire.
 */
export class CallSession {
  readonly #events = new Emitter<CallSessionEvents>();
  readonly #peers: CallPeers;
  readonly #off: (() => void)[];
  readonly #began = Date.now();
  #reporter: CallReporter | undefined;
  #early: CallEvent[] = [];
  #phase: CallPhase = 'joining';
  #call: CallState | undefined;
  #participant = '';
  #end: CallEnd | undefined;
  /** Why it failed. */
  error: ParlanceError | undefined;
  readonly #client: CallClient;
  readonly #wish: CallWish;

  constructor(client: CallClient, wish: CallWish) {
    this.#client = client;
    this.#wish = wish;
    this.#peers = new CallPeers(client, wish, this.#events, this);
    this.#off = [
      client.on('call', (event) => this.#hear(event)),
      client.on('signal', (signal) => this.#peers.hear(signal)),
      client.on('status', ({ state }) => this.#followStatus(state)),
    ];
  }

  on<Name extends keyof CallSessionEvents>(name: Name, listener: (event: CallSessionEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  get phase(): CallPhase {
    return this.#phase;
  }

  /** Undefined before the server answered. */
  get call(): CallState | undefined {
    return this.#call;
  }

  /** One's own name in the call. */
  get participant(): string {
    return this.#participant;
  }

  get peers(): CallPeer[] {
    return this.#peers.all;
  }

  /** Undefined while it goes on. */
  get end(): CallEnd | undefined {
    return this.#end;
  }

  /** Begins or joins. A call that somebody else began meanwhile is joined. Resolves when one is in it; never rejects: `end` and `error` say why not. */
  async enter(): Promise<void> {
    try {
      const [{ ice_servers }, entry] = await Promise.all([this.#client.request('ice', {}), this.#request()]);
      if (this.#end) return void this.#leave(entry.call); // hung up meanwhile
      this.#reporter = new CallReporter(this.#client, { call: entry.call.call }, this.#began);
      this.#peers.equip(ice_servers, this.#reporter);
      this.#enterAs(entry);
    } catch (error) {
      this.error = error as ParlanceError;
      this.#finish('failed');
    }
  }

  /** Sends this to everybody instead of what was sent so far. */
  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#peers.setTrack(kind, track);
  }

  /** Tells all others how things stand here: the event `told` of their connection. */
  tell(value: unknown): void {
    this.#peers.tell(value);
  }

  hangUp(): void {
    if (this.#end) return;
    if (this.#call) {
      const { ringing, by, participants } = this.#call;
      const isMine = participants.some(({ participant, user }) => participant === this.#participant && user === by);
      this.#reporter?.ended(ringing && isMine ? 'cancelled' : 'hung_up');
      this.#leave(this.#call);
    }
    this.#finish('hung_up');
  }

  #leave({ conversation, call }: CallState): void {
    this.#client.request('call_leave', { conversation, call }).catch(() => undefined);
  }

  async #request(again = this.#wish.call): Promise<{ call: CallState; participant: string }> {
    const { conversation, kind = 'mesh', media = 'video' } = this.#wish;
    if (again) return this.#client.request('call_join', { conversation, call: again, media });
    try {
      return await this.#client.request('call_start', { conversation, kind, media });
    } catch (error) {
      if (!(error instanceof ParlanceError) || error.code !== 'taken' || kind !== 'mesh') throw error;
      return this.#client.request('call_join', { conversation, kind, media });
    }
  }

  #enterAs({ call, participant }: { call: CallState; participant: string }): void {
    const before = this.#participant;
    this.#call = call;
    this.#participant = participant;
    this.#phase = 'in';
    this.#peers.enter(before);
    for (const event of this.#early.splice(0)) this.#hear(event);
    this.#changed();
  }

  #hear(event: CallEvent): void {
    if (event.conversation !== this.#wish.conversation) return;
    // Before the answer says as whom one is in it.
    if (!this.#call || this.#phase === 'rejoining') return void this.#early.push(event);
    if (event.call !== this.#call.call || event.revision <= this.#call.revision || this.#end) return;
    const { left, ended } = event;
    this.#call = event;
    if (ended) return this.#finish(ended);
    if (left?.participant === this.#participant) return this.#finish('removed');
    this.#peers.follow(event);
    this.#changed();
  }

  #followStatus(state: string): void {
    if (state === 'ended' || state === 'closed') return this.#finish('lost');
    if (state !== 'online' && this.#phase === 'in') {
      this.#phase = 'rejoining';
      this.#changed();
    } else if (state === 'online' && this.#phase === 'rejoining') void this.#rejoin();
  }

  /** The server took the participant away with its connection; media went on. */
  async #rejoin(): Promise<void> {
    try {
      const entry = await this.#request(this.#call!.call).catch((error: unknown) => {
        // A call that is over goes on only when the others are still heard: the server was away, not they.
        const isAlone = !this.peers.some(({ link }) => link.state === 'connected');
        if (!(error instanceof ParlanceError) || error.code !== 'not_found' || isAlone) throw error;
        return this.#request('');
      });
      if (this.#end) return this.#leave(entry.call);
      this.#enterAs(entry);
    } catch (error) {
      if (this.#phase !== 'rejoining' || (error instanceof ParlanceError && error.code === 'connection_lost')) return; // the next connection tries again
      this.error = error as ParlanceError;
      this.#finish('lost');
    }
  }

  #finish(end: CallEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#phase = 'ended';
    for (const off of this.#off) off();
    this.#peers.close();
    this.#changed();
  }

  #changed(): void {
    this.#events.emit('change', {});
  }
}
