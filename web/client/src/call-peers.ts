import type { CallClient, CallPeer, CallSessionEvents, CallWish } from './call-options.ts';
import type { CallReporter } from './call-report.ts';
import type { CallSession } from './call-session.ts';
import type { Emitter } from './emitter.ts';
import { PeerLink, type MediaKind, type PeerSignal, type PeerState } from './peer.ts';
import type { CallEvent, CallState, IceServer, Participant, PassingEvents } from './protocol.ts';

/** An offer on a connection that stands, by somebody who is back under another name. */
type Resuming = PeerSignal & { resumes?: string };

/** How long somebody whose connection to the server broke may take to come back. */
const awayMs = 15_000;
/** Viewers ask for the pictures. One that has not done so by then is asked. */
const viewerAsksMs = 2_000;

/**
 * The connections of one call. Whoever comes later makes the offer; in a broadcast the viewer does, as on the chat-rooms wire. One can outlive the connection
 * to the server, and is then taken up under a new name.
 */
export class CallPeers {
  readonly #peers = new Set<CallPeer>();
  readonly #tracks: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null };
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #iceServers: IceServer[] = [];
  #reporter: CallReporter | undefined;
  #told: unknown;
  readonly #client: CallClient;
  readonly #wish: CallWish;
  readonly #events: Emitter<CallSessionEvents>;
  readonly #session: Pick<CallSession, 'call' | 'participant' | 'end'>;

  constructor(client: CallClient, wish: CallWish, events: Emitter<CallSessionEvents>, session: Pick<CallSession, 'call' | 'participant' | 'end'>) {
    this.#client = client;
    this.#wish = wish;
    this.#events = events;
    this.#session = session;
  }

  get all(): CallPeer[] {
    return [...this.#peers];
  }

  equip(iceServers: IceServer[], reporter: CallReporter): void {
    this.#iceServers = iceServers;
    this.#reporter = reporter;
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    for (const { link } of this.#peers) link.setTrack(kind, track);
  }

  tell(value: unknown): void {
    this.#told = value;
    for (const { link } of this.#peers) link.tell(value);
  }

  /** One is in it for the first time or, after one was called `before`, again: offers to everybody who is there. */
  enter(before: string): void {
    const others = this.#call!.participants.filter(({ participant }) => participant !== this.#self);
    for (const peer of this.#peers) if (!others.some(({ participant }) => participant === nameOf(peer))) this.#away(peer);
    for (const other of others) this.#greet(other, before);
  }

  /** Somebody came or left. */
  follow({ joined, left }: CallEvent): void {
    if (left) this.#awaitReturn(left.participant);
    if (joined && joined.participant !== this.#self) this.#expect(joined);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { link } of this.#peers) link.close();
    this.#peers.clear();
  }

  get #call(): CallState | undefined {
    return this.#session.call;
  }

  get #self(): string {
    return this.#session.participant;
  }

  get #isBroadcast(): boolean {
    return this.#call?.kind === 'broadcast';
  }

  /** In a broadcast, only the one who sends is a participant. */
  get #sends(): boolean {
    return !!this.#participant(this.#self);
  }

  #participant(name: string): Participant | undefined {
    return this.#call!.participants.find(({ participant }) => participant === name);
  }

  #named(name: string | undefined): CallPeer | undefined {
    return this.all.find((peer) => nameOf(peer) === name);
  }

  /** Offers to somebody who was there before: anew, or on the connection that outlived the one to the server. */
  #greet(other: Participant, before: string): void {
    const known = this.#named(other.participant) ?? this.#awayOf(other.user);
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
    return this.all.find(({ isAway, participant }) => isAway && participant.user === user);
  }

  /** Whoever comes makes the offer. */
  #expect(joined: Participant): void {
    if (!this.#isBroadcast) {
      const known = this.#named(joined.participant);
      if (known) known.participant = joined; // their offer overtook the word of their coming
      // Somebody who is back offers on the connection there is.
      else if (!this.#awayOf(joined.user)) this.#connect(joined);
    } else if (this.#sends) {
      this.#later(viewerAsksMs, () => {
        if (!this.#named(joined.participant)) this.#connect(joined).link.offer();
      });
    }
  }

  #awaitReturn(participant: string): void {
    const peer = this.#named(participant);
    if (!peer) return;
    if (peer.link.state === 'connected' && (peer.link.hasChannel || this.#isBroadcast)) this.#away(peer);
    else this.#drop(peer);
  }

  hear({ conversation, call, participant, from, payload }: PassingEvents['signal']): void {
    if (conversation !== this.#wish.conversation || !this.#call || this.#session.end) return;
    // Whoever names no call speaks a wire without calls, which has broadcasts only.
    if (call === undefined ? !this.#isBroadcast : call !== this.#call.call) return;
    const signal = payload as Resuming;
    const isOffer = signal.type === 'offer';
    const sends = this.#sends;
    const key = participant ?? this.#call.participants.find((one) => one.user === from && !sends)?.participant ?? `user ${from}`;
    let peer = this.#named(key) ?? this.#named(signal.resumes);
    if (peer && nameOf(peer) !== key) this.#rename(peer, { ...peer.participant, participant: key });
    if (isOffer && this.#isBroadcast && sends && peer) {
      // A viewer begins anew rather than to mend.
      this.#drop(peer);
      peer = undefined;
    }
    if (!peer && isOffer) {
      if (this.#isBroadcast && !sends) return;
      const before = this.#awayOf(from);
      if (before) this.#drop(before); // begins anew
      peer = this.#connect(this.#participant(key) ?? { participant: key, user: from, name: '', media: 'none' });
    }
    peer?.link.hear(signal);
  }

  #connect(other: Participant): CallPeer {
    const isBroadcast = this.#isBroadcast;
    const link = new PeerLink({
      iceServers: this.#iceServers,
      send: (signal) => this.#send(peer, signal),
      polite: () => this.#self < nameOf(peer),
      direction: isBroadcast ? (this.#sends ? 'send' : 'receive') : 'both',
      channel: !isBroadcast,
      candidateType: isBroadcast ? 'ice-candidate' : 'ice',
      restartAfterMs: isBroadcast ? Infinity : this.#self < other.participant ? 1_500 : 4_000,
      createPeer: this.#wish.createPeer,
      policy: this.#wish.policy,
    });
    const peer: CallPeer = { key: other.participant, participant: other, link, isAway: false };
    this.#peers.add(peer);
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
    this.#client.request('signal', { conversation: this.#wish.conversation, payload, ...target }).catch(() => undefined);
  }

  #followLink(peer: CallPeer, state: PeerState): void {
    this.#events.emit('state', { peer, state });
    if (this.#isBroadcast && (state === 'failed' || state === 'reconnecting')) {
      this.#drop(peer);
      if (!this.#sends && !this.#session.end && this.#peers.size === 0) this.#connect(peer.participant).link.offer();
      return;
    }
    if (state === 'failed' && peer.isAway) this.#drop(peer);
    else this.#changed();
  }

  #away(peer: CallPeer): void {
    peer.isAway = true;
    this.#later(awayMs, () => peer.isAway && this.#drop(peer));
  }

  #rename(peer: CallPeer, other: Participant): void {
    peer.participant = { ...other, name: other.name || peer.participant.name };
    peer.isAway = false;
    this.#changed();
  }

  #drop(peer: CallPeer): void {
    this.#peers.delete(peer);
    peer.link.close();
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

/** What they are called in the call now. */
function nameOf({ participant: { participant } }: CallPeer): string {
  return participant;
}
