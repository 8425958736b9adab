import { CallSession, type CallEnd, type CallEvent, type CallMedia, type CallPeer, type CallPhase, type CallState, type CallWish, type Participant, type ParlanceClient, type PeerState, type PeerTrouble } from '@parlance/client';
import type { MediaTold, OwnMedia } from '../rtc/own-media.ts';
import { RemoteMedia } from '../rtc/remote-media.ts';
import { Keyed } from './keyed.ts';
import { Store } from './store.ts';

/** One of the others, as shown. */
export interface CallGuest {
  /** The same when they come back under another name. */
  key: string;
  participant: Participant;
  state: PeerState;
  trouble: PeerTrouble | undefined;
  told: MediaTold | undefined;
  isAway: boolean;
  media: RemoteMedia;
}

/** The call one is in. */
export interface ActiveCall {
  conversation: number;
  /** Undefined before the server answered. */
  call: CallState | undefined;
  kind: CallState['kind'];
  /** Whether one sends: not while one watches a broadcast. */
  sends: boolean;
  phase: CallPhase;
  guests: CallGuest[];
  /** When the first of the others was connected. */
  since: number | undefined;
  end: CallEnd | undefined;
  error: unknown;
  /** Large over everything, or a small window beside what else one does. */
  isLarge: boolean;
}

/** Somebody calls. */
export interface Ring {
  call: CallState;
  name: string;
}

type CallsClient = Pick<ParlanceClient, 'request' | 'on'>;

const none: CallState[] = [];

/** The calls of all conversations, and the one that one is in: at most one at a time. */
export class Calls {
  readonly active = new Store<ActiveCall | null>(null);
  readonly ring = new Store<Ring | null>(null);
  readonly #running = new Keyed<number, CallState[]>();
  #session: CallSession | undefined;
  #endFeed: (() => void) | undefined;
  #media = new Map<CallPeer, RemoteMedia>();
  #told = new Map<CallPeer, MediaTold>();

  constructor(
    private readonly client: CallsClient,
    private readonly me: () => number,
    readonly media: OwnMedia,
    private readonly createPeer?: CallWish['createPeer'],
  ) {
    client.on('call', (event) => this.#hear(event));
    // What went on while there was no connection is told anew.
    client.on('status', ({ state }) => state === 'online' && this.#forget());
  }

  /** The calls that go on in a conversation. */
  running(conversation: number): Store<CallState[] | undefined> {
    return this.#running.of(conversation);
  }

  /** Begins a call, or joins the one somebody began meanwhile. */
  async start(conversation: number, kind: CallState['kind'], media: Exclude<CallMedia, 'none'>): Promise<void> {
    await this.#enter({ conversation, kind, media }, true);
  }

  /** `none` watches a broadcast. */
  async join(call: CallState, media: CallMedia): Promise<void> {
    if (this.ring.value?.call.call === call.call) this.ring.set(null);
    await this.#enter({ conversation: call.conversation, kind: call.kind, call: call.call, media }, call.kind === 'mesh');
  }

  decline(): void {
    const ring = this.ring.value;
    this.ring.set(null);
    if (ring) this.client.request('call_decline', { conversation: ring.call.conversation }).catch(() => undefined);
  }

  hangUp(): void {
    this.#session?.hangUp();
    this.dismiss();
  }

  /** Takes what is left of a call that ended from the screen. */
  dismiss(): void {
    if (!this.active.value) return;
    this.#leave();
    this.active.set(null);
  }

  resize(isLarge: boolean): void {
    const active = this.active.value;
    if (active) this.active.set({ ...active, isLarge });
  }

  async #enter(wish: CallWish, sends: boolean): Promise<void> {
    this.hangUp();
    const session = new CallSession(this.client, { ...wish, createPeer: this.createPeer });
    this.#session = session;
    this.active.set({ conversation: wish.conversation, call: undefined, kind: wish.kind ?? 'mesh', sends, phase: 'joining', guests: [], since: undefined, end: undefined, error: undefined, isLarge: true });
    session.on('change', () => this.#show(session));
    session.on('state', () => this.#show(session));
    session.on('peer', (peer) => this.#follow(session, peer));
    if (sends) {
      this.#endFeed = this.media.feed({ setTrack: (kind, track) => session.setTrack(kind, track), tell: (told) => session.tell(told) });
      // Asked for first: whoever says no to the microphone has called nobody yet.
      if (wish.media === 'screen') {
        await Promise.all([this.media.share(), this.media.open({ video: false, audio: true })]);
        if (!this.media.state.value.isSharing) return this.#session === session ? this.dismiss() : undefined; // thought better of it
      } else await this.media.open({ video: wish.media === 'video', audio: true });
      if (this.#session !== session) return;
    }
    await session.enter();
  }

  #follow(session: CallSession, peer: CallPeer): void {
    const media = new RemoteMedia();
    this.#media.set(peer, media);
    peer.link.on('track', (track) => media.add(track));
    media.speech.follow(peer.link);
    peer.link.on('told', (told) => {
      this.#told.set(peer, told as MediaTold);
      this.#show(session);
    });
  }

  #show(session: CallSession): void {
    const active = this.active.value;
    if (session !== this.#session || !active) return;
    const guests = session.peers.map((peer) => ({
      key: peer.key,
      participant: peer.participant,
      state: peer.link.state,
      trouble: peer.link.trouble,
      told: this.#told.get(peer),
      isAway: peer.isAway,
      media: this.#media.get(peer)!,
    }));
    const since = active.since ?? (guests.some(({ state }) => state === 'connected') ? Date.now() : undefined);
    this.active.set({ ...active, call: session.call, phase: session.phase, guests, since, end: session.end, error: session.error });
    if (session.phase === 'ended') this.#leave();
  }

  #leave(): void {
    this.#session = undefined;
    this.#endFeed?.();
    this.#endFeed = undefined;
    this.#media.clear();
    this.#told.clear();
    this.media.close();
  }

  #hear(event: CallEvent): void {
    const running = this.#running.get(event.conversation) ?? none;
    const known = running.find(({ call }) => call === event.call);
    if (known && known.revision > event.revision) return;
    const others = running.filter((one) => one !== known);
    this.#running.set(event.conversation, event.ended ? others : [...others, event]);
    this.#followRing(event);
  }

  #followRing(event: CallEvent): void {
    const isMine = this.active.value?.conversation === event.conversation || event.by === this.me();
    if (event.ringing && !event.ended && !isMine) {
      this.ring.set({ call: event, name: event.participants.find(({ user }) => user === event.by)?.name ?? '' });
    } else if (this.ring.value?.call.call === event.call) this.ring.set(null);
  }

  #forget(): void {
    for (const [conversation] of [...this.#running.entries()]) this.#running.set(conversation, undefined);
    this.ring.set(null);
  }
}
