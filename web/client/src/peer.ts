import { Emitter } from './emitter.ts';
import type { IceServer } from './protocol.ts';

/** What two programs tell each other to connect. Some front ends call a candidate `ice-candidate`. */
export type PeerSignal = { type: 'offer' | 'answer'; sdp: string } | { type: 'ice' | 'ice-candidate'; candidate: RTCIceCandidateInit };

export type MediaKind = 'audio' | 'video';

/**
 * `connecting` until media flow; `reconnecting` after they stopped, while another way is looked for. `failed` and `closed` are final: `trouble` says why it
 * failed.
 */
export type PeerState = 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'closed';

/** Why two could not be connected: nobody answered, no way between the two was found, the relay could not be reached, or this browser refused what was said. */
export type PeerTrouble = 'no_answer' | 'no_way' | 'no_relay' | 'refused';

/** How two reach each other, as the statistics of the pair in use say. */
export interface PeerRoute {
  local: string;
  remote: string;
  setupMs: number;
}

export interface PeerEvents {
  state: PeerState;
  track: MediaStreamTrack;
  /** The other one was heard of for the first time. */
  signalled: object;
  /** What the other side told with `tell`. */
  told: unknown;
  /** The other side is done with this connection. */
  gone: object;
}

export interface PeerOptions {
  iceServers: IceServer[];
  send(signal: PeerSignal): void;
  /** Gives way when both offer at once. Asked each time, as it may hang on names that change. */
  polite(): boolean;
  /** `receive` watches only; `send` never takes media. */
  direction?: 'both' | 'send' | 'receive';
  /** A channel for `tell`. Only two Parlance clients have it: with all others it never opens. */
  channel?: boolean;
  candidateType?: 'ice' | 'ice-candidate';
  policy?: RTCIceTransportPolicy;
  /** How long after a break this side looks for another way; the two sides should not begin in the same moment. */
  restartAfterMs?: number;
  /** How long a connection may take to come about, and to come back. */
  patienceMs?: number;
  createPeer?: (config: RTCConfiguration) => RTCPeerConnection;
}

const directions = { both: 'sendrecv', send: 'sendonly', receive: 'recvonly' } as const;

/**
 * One connection with one other program, by "perfect negotiation". There is one place for sound and one for pictures from the first offer on: what is sent is
 * then changed without another negotiation, which programs that know only one offer and one answer would not survive.
 */
export class PeerLink {
  readonly #options: PeerOptions;
  readonly #peer: RTCPeerConnection;
  readonly #events = new Emitter<PeerEvents>();
  readonly #tracks: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null };
  readonly #seen = new Set<string>();
  readonly #began = Date.now();
  readonly #channel: RTCDataChannel | undefined;
  readonly #stream: MediaStream | undefined;
  #early: RTCIceCandidateInit[] = [];
  /** One step after another: an offer never overtakes what was to be done before. */
  #work: Promise<void> = Promise.resolve();
  #state: PeerState = 'connecting';
  #restart: ReturnType<typeof setTimeout> | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #told: unknown;
  #setupMs = 0;
  /** When the sound came that `level` told of last. */
  #heardAt = 0;
  /** Why there is no connection; looked at when the state is `failed`. */
  trouble: PeerTrouble | undefined;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#peer = (options.createPeer ?? ((config) => new RTCPeerConnection(config)))({ iceServers: options.iceServers, iceTransportPolicy: options.policy ?? 'all' });
    this.#stream = globalThis.MediaStream && new MediaStream();
    this.#peer.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      if (candidate.type) this.#seen.add(candidate.type);
      options.send({ type: options.candidateType ?? 'ice', candidate: candidate.toJSON() });
    };
    this.#peer.ontrack = ({ track }) => this.#events.emit('track', track);
    this.#peer.onconnectionstatechange = () => this.#follow();
    if (options.channel) this.#channel = this.#openChannel();
    this.#expect();
  }

  on<Name extends keyof PeerEvents>(name: Name, listener: (event: PeerEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  get state(): PeerState {
    return this.#state;
  }

  /** Whether the other side is there and speaks the same as this one. */
  get hasChannel(): boolean {
    return this.#channel?.readyState === 'open';
  }

  /** Begins. The other side waits for this. */
  offer(): void {
    this.#step(async () => {
      if (this.#peer.getTransceivers().length === 0) {
        const direction = directions[this.#options.direction ?? 'both'];
        for (const kind of ['audio', 'video'] as const) {
          const { sender } = this.#peer.addTransceiver(kind, { direction, ...(this.#stream ? { streams: [this.#stream] } : {}) });
          await sender.replaceTrack(this.#tracks[kind]);
        }
      }
      await this.#describe();
    });
  }

  /** Looks for another way between the two, on the connection that stands. */
  restartIce(): void {
    this.#step(async () => {
      this.#peer.restartIce();
      await this.#describe();
    });
  }

  /** Takes what the other side signalled; what it does not know is passed over. */
  hear(payload: unknown): void {
    const signal = payload as PeerSignal | null;
    if (signal?.type === 'offer' || signal?.type === 'answer') this.#step(() => this.#hearDescription(signal));
    else if (signal?.type === 'ice' || signal?.type === 'ice-candidate') this.#step(() => this.#hearCandidate(signal.candidate));
  }

  /** Sends this instead of what was sent so far; null: nothing. */
  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    this.#step(async () => {
      const place = this.#place(kind);
      if (place && place.direction !== 'recvonly') await place.sender.replaceTrack(this.#tracks[kind]);
    });
  }

  /** Tells the other side how things stand here, now or as soon as it can be told; only the newest is kept. */
  tell(value: unknown): void {
    this.#told = value;
    if (this.hasChannel) this.#channel!.send(JSON.stringify(value));
  }

  /** Null while nothing flows. */
  async route(): Promise<PeerRoute | null> {
    const stats = await this.#peer.getStats();
    const all = [...stats.values()] as Record<string, unknown>[];
    const chosen = all.find((one) => one['type'] === 'transport' && one['selectedCandidatePairId'])?.['selectedCandidatePairId'];
    const pair = all.find((one) => one['type'] === 'candidate-pair' && (chosen ? one['id'] === chosen : one['nominated'] && one['state'] === 'succeeded'));
    if (!pair) return null;
    const typeOf = (id: unknown) => String(all.find((one) => one['id'] === id)?.['candidateType'] ?? 'host');
    return { local: typeOf(pair['localCandidateId']), remote: typeOf(pair['remoteCandidateId']), setupMs: this.#setupMs };
  }

  /** How loud the other side is now, from 0 to 1; 0 when no sound came since this was asked before. */
  level(): number {
    const [source] = this.#place('audio')?.receiver.getSynchronizationSources() ?? [];
    if (!source || source.timestamp === this.#heardAt) return 0;
    this.#heardAt = source.timestamp;
    return source.audioLevel ?? 0;
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#peer.getStats();
  }

  close(): void {
    if (this.#isOver) return;
    this.#stop();
    this.#set('closed');
  }

  get #isOver(): boolean {
    return this.#state === 'closed' || this.#state === 'failed';
  }

  async #describe(): Promise<void> {
    await this.#peer.setLocalDescription();
    const { type, sdp } = this.#peer.localDescription!;
    this.#options.send({ type: type as 'offer' | 'answer', sdp });
  }

  async #hearDescription(signal: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    const isStable = this.#peer.signalingState === 'stable';
    if (signal.type === 'answer' && this.#peer.signalingState !== 'have-local-offer') return; // of an offer taken back
    if (signal.type === 'offer' && !isStable && !this.#options.polite()) return; // the other side gives way
    const isFirst = !this.#peer.remoteDescription;
    await this.#peer.setRemoteDescription({ type: signal.type, sdp: signal.sdp });
    if (signal.type === 'offer') {
      await this.#adopt();
      await this.#describe();
    }
    for (const candidate of this.#early.splice(0)) await this.#add(candidate);
    if (isFirst) this.#events.emit('signalled', {});
  }

  /** Puts one's own media into the places the other side offered. */
  async #adopt(): Promise<void> {
    const own = directions[this.#options.direction ?? 'both'];
    for (const transceiver of this.#peer.getTransceivers()) {
      // Those of an offer that was taken back belong to no place any more.
      if (transceiver.mid === null) transceiver.stop();
    }
    if (own === 'recvonly') return;
    for (const kind of ['audio', 'video'] as const) {
      const place = this.#place(kind);
      if (!place || place.direction === own) continue;
      place.direction = own;
      if (this.#stream) place.sender.setStreams?.(this.#stream);
      await place.sender.replaceTrack(this.#tracks[kind]);
    }
  }

  #place(kind: MediaKind): RTCRtpTransceiver | undefined {
    return this.#peer.getTransceivers().find((one) => one.receiver.track.kind === kind && one.direction !== 'stopped');
  }

  async #hearCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.#peer.remoteDescription) await this.#add(candidate);
    else this.#early.push(candidate);
  }

  /** Candidates of an offer that was not taken, or of a network unknown here, do no harm. */
  async #add(candidate: RTCIceCandidateInit): Promise<void> {
    await this.#peer.addIceCandidate(candidate).catch(() => undefined);
  }

  #follow(): void {
    switch (this.#peer.connectionState) {
      case 'connected':
        this.#setupMs ||= Date.now() - this.#began;
        clearTimeout(this.#restart);
        clearTimeout(this.#limit);
        return this.#set('connected');
      case 'disconnected':
      case 'failed': {
        if (this.#state === 'connected') {
          this.#set('reconnecting');
          this.#expect();
        } else if (this.#peer.connectionState === 'disconnected') return;
        const { restartAfterMs = 1_500 } = this.#options;
        clearTimeout(this.#restart);
        if (restartAfterMs !== Infinity) this.#restart = setTimeout(() => this.restartIce(), restartAfterMs);
      }
    }
  }

  /** Gives up when nothing came of it in time. */
  #expect(): void {
    clearTimeout(this.#limit);
    this.#limit = setTimeout(() => this.#fail(this.#reason()), this.#options.patienceMs ?? 25_000);
  }

  #reason(): PeerTrouble {
    if (!this.#peer.remoteDescription) return 'no_answer';
    const hasRelay = this.#options.iceServers.some(({ urls }) => urls.some((url) => url.startsWith('turn')));
    return hasRelay && !this.#seen.has('relay') ? 'no_relay' : 'no_way';
  }

  #fail(trouble: PeerTrouble): void {
    if (this.#isOver) return;
    this.trouble = trouble;
    this.#stop();
    this.#set('failed');
  }

  #stop(): void {
    clearTimeout(this.#restart);
    clearTimeout(this.#limit);
    this.#peer.onicecandidate = this.#peer.ontrack = this.#peer.onconnectionstatechange = null;
    if (this.#channel) this.#channel.onopen = this.#channel.onmessage = this.#channel.onclose = null;
    this.#peer.close();
  }

  #set(state: PeerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.emit('state', state);
  }

  #openChannel(): RTCDataChannel {
    const channel = this.#peer.createDataChannel('parlance', { negotiated: true, id: 0 });
    channel.onopen = () => this.#told !== undefined && this.tell(this.#told);
    channel.onmessage = ({ data }) => this.#events.emit('told', JSON.parse(String(data)));
    channel.onclose = () => this.#events.emit('gone', {});
    return channel;
  }

  #step(action: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.#isOver ? undefined : action()))
      .catch(() => this.#fail('refused'));
  }
}
