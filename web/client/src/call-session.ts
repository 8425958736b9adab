import { CallReporter } from './call-report.ts';
import type { ParlanceClient } from './client.ts';
import { Emitter } from './emitter.ts';
import { ParlanceError } from './error.ts';
import { PeerLink, type MediaKind, type PeerOptions, type PeerSignal, type PeerState } from './peer.ts';
import type { CallEvent, CallKind, CallMedia, CallState, IceServer, Participant, PassingEvents } from './protocol.ts';

/** What a session needs of a client. */
export type CallClient = Pick<ParlanceClient, 'request' | 'on'>;

export interface CallWish {
  conversation: number;
  kind?: CallKind;
  media?: CallMedia;
  /** Joins this call instead of beginning one. */
  call?: string;
  createPeer?: PeerOptions['createPeer'];
  policy?: RTCIceTransportPolicy;
}

/** One of the others, with the connection to them. */
export interface CallPeer {
  readonly key: string;
  participant: Participant;
  readonly link: PeerLink;
  /** Their connection to the server ended; media may go on until they are back or the time is up. */
  isAway: boolean;
  /** One's own name before this connection outlived the one to the server. */
  resumes?: string;
}

/** `rejoining`: the connection to the server broke; media go on meanwhile. */
export type CallPhase = 'joining' | 'in' | 'rejoining' | 'ended';

export interface CallSessionEvents {
  /** The phase, the call or who is connected is another. */
  change: object;
  /** A connection with somebody began. */
  peer: CallPeer;
  state: { peer: CallPeer; state: PeerState };
}

/** Why a session ended: what the server said, `hung_up` when one left, or `failed` with `error`. */
export type CallEnd = NonNullable<CallEvent['ended']> | 'hung_up' | 'failed';

/** An offer on a connection that stands, by somebody who is back under another name. */
type Resuming = PeerSignal & { resumes?: string };

/** How long somebody whose connection to the server broke may take to come back. */
const awayMs = 15_000;
/** Viewers ask for the pictures. One that has not done so by then is asked. */
const viewerAsksMs = 2_000;

/**
 * One's part in a call: a connection with every other participant (mesh), with every viewer, or with the one who broadcasts. Whoever comes later makes the
 * offer; in a broadcast the viewer does, as on the chat-rooms wire.
 */
export class CallSession {
  readonly #events = new Emitter<CallSessionEvents>();
  readonly #peers = new Map<string, CallPeer>();
  readonly #tracks: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null };
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #off: (() => void)[];
  readonly #began = Date.now();
  #iceServers: IceServer[] = [];
  #reporter: CallReporter | undefined;
  #early: CallEvent[] = [];
  #told: unknown;
  #phase: CallPhase = 'joining';
  #call: CallState | undefined;
  #participant = '';
  #end: CallEnd | undefined;
  /** Why it failed. */
  error: ParlanceError | undefined;

  constructor(
    private readonly client: CallClient,
    private readonly wish: CallWish,
  ) {
    this.#off = [
      client.on('call', (event) => this.#hearCall(event)),
      client.on('signal', (signal) => this.#hearSignal(signal)),
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
    return [...this.#peers.values()];
  }

  /** Undefined while it goes on. */
  get end(): CallEnd | undefined {
    return this.#end;
  }

  /** Begins or joins. A call that somebody else began meanwhile is joined. Resolves when one is in it; never rejects: `end` and `error` say why not. */
  async enter(): Promise<void> {
    try {
      const [{ ice_servers }, entry] = await Promise.all([this.client.request('ice', {}), this.#request()]);
      this.#iceServers = ice_servers;
      if (this.#end) return void this.#leave(entry.call); // hung up meanwhile
      this.#reporter = new CallReporter(this.client, { call: entry.call.call }, this.#began);
      this.#enterAs(entry, '');
    } catch (error) {
      this.error = error as ParlanceError;
      this.#finish('failed');
    }
  }

  /** Sends this to everybody instead of what was sent so far. */
  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    for (const { link } of this.#peers.values()) link.setTrack(kind, track);
  }

  /** Tells all others how things stand here: the event `told` of their connection. */
  tell(value: unknown): void {
    this.#told = value;
    for (const { link } of this.#peers.values()) link.tell(value);
  }

  hangUp(): void {
    if (this.#end) return;
    if (this.#call) {
      this.#reporter?.ended(this.#call.ringing && this.#call.by === this.#self?.user ? 'cancelled' : 'hung_up');
      this.#leave(this.#call);
    }
    this.#finish('hung_up');
  }

  get #self(): Participant | undefined {
    return this.#call?.participants.find(({ participant }) => participant === this.#participant);
  }

  get #sends(): boolean {
    return this.#self !== undefined;
  }

  #leave({ conversation, call }: CallState): void {
    this.client.request('call_leave', { conversation, call }).catch(() => undefined);
  }

  async #request(again = this.wish.call): Promise<{ call: CallState; participant: string }> {
    const { conversation, kind = 'mesh', media = 'video' } = this.wish;
    if (again) return this.client.request('call_join', { conversation, call: again, media });
    try {
      return await this.client.request('call_start', { conversation, kind, media });
    } catch (error) {
      if (!(error instanceof ParlanceError) || error.code !== 'taken' || kind !== 'mesh') throw error;
      return this.client.request('call_join', { conversation, kind, media });
    }
  }

  #enterAs({ call, participant }: { call: CallState; participant: string }, before: string): void {
    this.#call = call;
    this.#participant = participant;
    this.#phase = 'in';
    for (const other of call.participants) if (other.participant !== participant) this.#greet(other, before);
    for (const event of this.#early.splice(0)) this.#hearCall(event);
    this.#changed();
  }

  /** Offers to somebody who was there before: anew, or on the connection that outlived the one to the server. */
  #greet(other: Participant, before: string): void {
    const known = this.#peers.get(other.participant) ?? this.#awayOf(other.user);
    if (known?.link.hasChannel && known.link.state === 'connected') {
      known.resumes = before;
      this.#rename(known, other);
      known.link.restartIce();
    } else {
      if (known) this.#drop(known);
      this.#connect(other).link.offer();
    }
  }

  #awayOf(user: number): CallPeer | undefined {
    return this.peers.find(({ isAway, participant }) => isAway && participant.user === user);
  }

  #hearCall(event: CallEvent): void {
    if (event.conversation !== this.wish.conversation) return;
    // Before the answer says as whom one is in it.
    if (!this.#call || this.#phase === 'rejoining') return void this.#early.push(event);
    if (event.call !== this.#call.call || event.revision <= this.#call.revision || this.#end) return;
    const { joined, left, ended } = event;
    this.#call = event;
    if (ended) return this.#finish(ended);
    if (left?.participant === this.#participant) return this.#finish('removed');
    if (left) this.#awaitReturn(left.participant);
    if (joined && joined.participant !== this.#participant) this.#expect(joined);
    this.#changed();
  }

  /** Whoever comes makes the offer. */
  #expect(joined: Participant): void {
    if (this.#call!.kind === 'mesh') {
      // Somebody who is back offers on the connection there is.
      if (!this.#awayOf(joined.user)) this.#connect(joined);
      return;
    }
    if (!this.#sends) return;
    this.#later(viewerAsksMs, () => {
      if (!this.#peers.has(joined.participant)) this.#connect(joined).link.offer();
    });
  }

  #awaitReturn(participant: string): void {
    const peer = this.#peers.get(participant);
    if (!peer) return;
    if (peer.link.state === 'connected' && (peer.link.hasChannel || this.#call!.kind === 'broadcast')) this.#away(peer);
    else this.#drop(peer);
  }

  #hearSignal({ conversation, call, participant, from, payload }: PassingEvents['signal']): void {
    if (conversation !== this.wish.conversation || !this.#call || this.#end) return;
    if (call !== undefined && call !== this.#call.call) return;
    const signal = payload as Resuming;
    const isBroadcast = this.#call.kind === 'broadcast';
    // Whoever names no call speaks a wire without calls, which has broadcasts only.
    if (call === undefined && !isBroadcast) return;
    const key = participant ?? this.#call.participants.find((one) => one.user === from && !this.#sends)?.participant ?? `user ${from}`;
    let peer = this.#peers.get(key);
    if (!peer && signal.resumes) {
      peer = this.#peers.get(signal.resumes);
      if (peer) this.#rename(peer, { ...peer.participant, participant: key });
    }
    if (signal.type === 'offer' && isBroadcast && this.#sends && peer) {
      // A viewer begins anew rather than to mend.
      this.#drop(peer);
      peer = undefined;
    }
    if (!peer && signal.type === 'offer') {
      if (isBroadcast && !this.#sends) return;
      const before = this.#awayOf(from);
      if (before) this.#drop(before); // begins anew
      peer = this.#connect(this.#call.participants.find((one) => one.participant === key) ?? { participant: key, user: from, name: '', media: 'none' });
    }
    peer?.link.hear(signal);
  }

  #connect(other: Participant): CallPeer {
    const isBroadcast = this.#call!.kind === 'broadcast';
    const link = new PeerLink({
      iceServers: this.#iceServers,
      send: (signal) => this.#send(peer, signal),
      polite: () => this.#participant < peer.participant.participant,
      direction: isBroadcast ? (this.#sends ? 'send' : 'receive') : 'both',
      channel: !isBroadcast,
      candidateType: isBroadcast ? 'ice-candidate' : 'ice',
      restartAfterMs: isBroadcast ? Infinity : this.#participant < other.participant ? 1_500 : 4_000,
      createPeer: this.wish.createPeer,
      policy: this.wish.policy,
    });
    const peer: CallPeer = { key: other.participant, participant: other, link, isAway: false };
    this.#peers.set(other.participant, peer);
    for (const kind of ['audio', 'video'] as const) link.setTrack(kind, this.#tracks[kind]);
    if (this.#told !== undefined) link.tell(this.#told);
    this.#reporter?.follow(link);
    link.on('state', (state) => this.#followLink(peer, state));
    link.on('gone', () => peer.isAway && this.#drop(peer));
    this.#events.emit('peer', peer);
    this.#changed();
    return peer;
  }

  #send({ participant: { participant, user }, resumes }: CallPeer, signal: PeerSignal): void {
    const payload: Resuming = signal.type === 'offer' && resumes ? { ...signal, resumes } : signal;
    const target = participant.startsWith('user ') ? { to: user } : { participant };
    this.client.request('signal', { conversation: this.wish.conversation, payload, ...target }).catch(() => undefined);
  }

  #followLink(peer: CallPeer, state: PeerState): void {
    this.#events.emit('state', { peer, state });
    if (this.#call?.kind === 'broadcast' && (state === 'failed' || state === 'reconnecting')) {
      this.#drop(peer);
      if (!this.#sends && !this.#end && this.#peers.size === 0) this.#connect(peer.participant).link.offer();
      return;
    }
    if (state === 'failed' && peer.isAway) this.#drop(peer);
    else this.#changed();
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
    const before = this.#participant;
    try {
      const entry = await this.#request(this.#call!.call).catch((error: unknown) => {
        // A call that is over goes on only when the others are still heard: the server was away, not they.
        const isAlone = !this.peers.some(({ link }) => link.state === 'connected');
        if (!(error instanceof ParlanceError) || error.code !== 'not_found' || isAlone) throw error;
        return this.#request('');
      });
      if (this.#end) return this.#leave(entry.call);
      const present = new Set(entry.call.participants.map(({ participant }) => participant));
      for (const peer of this.peers) if (!present.has(peer.participant.participant)) this.#away(peer);
      this.#enterAs(entry, before);
    } catch (error) {
      if (this.#phase !== 'rejoining' || (error instanceof ParlanceError && error.code === 'connection_lost')) return; // the next connection tries again
      this.error = error as ParlanceError;
      this.#finish('lost');
    }
  }

  #away(peer: CallPeer): void {
    peer.isAway = true;
    this.#later(awayMs, () => peer.isAway && this.#drop(peer));
  }

  #rename(peer: CallPeer, other: Participant): void {
    this.#peers.delete(peer.participant.participant);
    peer.participant = { ...other, name: other.name || peer.participant.name };
    peer.isAway = false;
    this.#peers.set(other.participant, peer);
    this.#changed();
  }

  #drop(peer: CallPeer): void {
    if (this.#peers.get(peer.participant.participant) === peer) this.#peers.delete(peer.participant.participant);
    peer.link.close();
    this.#changed();
  }

  #finish(end: CallEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#phase = 'ended';
    for (const off of this.#off) off();
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { link } of this.#peers.values()) link.close();
    this.#peers.clear();
    this.#changed();
  }

  #later(ms: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.add(timer);
  }

  #changed(): void {
    this.#events.emit('change', {});
  }
}
