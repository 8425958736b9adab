/** Two of these find each other by the names in their descriptions, as far as the logic above them can tell. */
export class FakePeer {
  static all = new Map<string, FakePeer>();
  static count = 0;
  readonly name = `peer${++FakePeer.count}`;
  readonly transceivers: FakeTransceiver[] = [];
  readonly candidates: RTCIceCandidateInit[] = [];
  readonly log: string[] = [];
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onicecandidate: ((event: object) => void) | null = null;
  ontrack: ((event: object) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  channel: FakeChannel | undefined;
  restarts = 0;

  constructor(readonly config: RTCConfiguration) {
    FakePeer.all.set(this.name, this);
  }

  static create = (config: RTCConfiguration) => new FakePeer(config) as unknown as RTCPeerConnection;

  addTransceiver(kind: string, { direction = 'sendrecv' }: { direction?: string } = {}) {
    const added = new FakeTransceiver(kind, direction);
    this.transceivers.push(added);
    return added;
  }

  getTransceivers = () => this.transceivers;

  createDataChannel() {
    return (this.channel = new FakeChannel());
  }

  restartIce() {
    this.restarts++;
  }

  async setLocalDescription() {
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
    this.localDescription = { type, sdp: this.name };
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
    for (const one of this.transceivers) one.mid ??= one.kind;
    this.onicecandidate?.({ candidate: { type: 'host', toJSON: () => ({ candidate: `of ${this.name}` }) } });
    if (type === 'answer') this.connect();
  }

  async setRemoteDescription(description: { type: string; sdp: string }) {
    this.log.push(description.type);
    if (description.sdp === 'nonsense') throw new Error('The description cannot be read.');
    if (description.type === 'offer') {
      if (this.signalingState === 'have-local-offer') this.log.push('rollback');
      for (const kind of ['audio', 'video']) {
        if (!this.transceivers.some((one) => one.kind === kind)) Object.assign(this.addTransceiver(kind, { direction: 'recvonly' }), { mid: kind });
      }
    }
    this.remoteDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    if (description.type === 'answer') this.connect();
  }

  async addIceCandidate(candidate: RTCIceCandidateInit) {
    if (!this.remoteDescription) throw new Error('There is no description yet.');
    this.candidates.push(candidate);
  }

  async getStats() {
    return new Map<string, object>([
      ['t', { id: 't', type: 'transport', selectedCandidatePairId: 'p' }],
      ['p', { id: 'p', type: 'candidate-pair', localCandidateId: 'l', remoteCandidateId: 'r' }],
      ['l', { id: 'l', candidateType: 'host' }],
      ['r', { id: 'r', candidateType: 'srflx' }],
    ]);
  }

  connect() {
    if (this.connectionState === 'connected') return;
    const other = FakePeer.all.get(this.remoteDescription!.sdp);
    this.become('connected');
    if (this.channel && other?.channel) this.channel.join(other.channel);
  }

  become(state: RTCPeerConnectionState) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close() {
    this.connectionState = 'closed';
    this.channel?.shut();
  }
}

export class FakeTransceiver {
  mid: string | null = null;
  /** The sound that came last. */
  sound: { timestamp: number; audioLevel: number } | undefined;
  readonly receiver: { track: { kind: string }; getSynchronizationSources(): object[] };
  readonly sender = {
    track: null as unknown,
    replaceTrack: async (track: unknown) => {
      this.sender.track = track;
    },
  };

  constructor(
    readonly kind: string,
    public direction: string,
  ) {
    this.receiver = { track: { kind }, getSynchronizationSources: () => (this.sound ? [this.sound] : []) };
  }

  stop() {
    this.direction = 'stopped';
  }
}

class FakeChannel {
  readyState = 'connecting';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  other: FakeChannel | undefined;

  join(other: FakeChannel) {
    this.other = other;
    other.other = this;
    for (const one of [this, other]) {
      if (one.readyState === 'open') continue;
      one.readyState = 'open';
      one.onopen?.();
    }
  }

  send(data: string) {
    this.other?.onmessage?.({ data });
  }

  shut() {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.onclose?.();
    this.other?.shut();
  }
}
