// A call between two: the initiator offers, the other answers, and both send their candidates as they find them.

export class Call {
  /** @param tell `send` takes what the other is to hear, `mine` and `theirs` the streams. */
  constructor(config, initiator, tell) {
    const began = performance.now();
    this.send = tell.send;
    this.took = []; // types of signals
    this.early = []; // candidates that came before the description
    this.peer = new RTCPeerConnection(config);
    this.peer.ontrack = ({ streams: [stream] }) => tell.theirs(stream);
    this.peer.onicecandidate = ({ candidate }) => {
      if (candidate) this.send({ type: 'ice', candidate: candidate.toJSON() });
    };
    this.connected = new Promise((resolve) => {
      this.peer.onconnectionstatechange = async () => {
        if (this.peer.connectionState === 'connected') resolve({ ms: Math.round(performance.now() - began), ...await this.pair() });
      };
    });
    // One step after another, the camera first: what is heard meanwhile waits.
    this.work = Promise.resolve();
    this.step(() => this.begin(initiator, tell));
  }

  step(action) {
    this.work = this.work.then(action).catch((error) => {
      if (!this.isOver) throw error; // a call that is closed in the middle of a step is no mistake
    });
  }

  async begin(initiator, tell) {
    this.camera = await navigator.mediaDevices.getUserMedia({ video: { width: 320, height: 240 }, audio: true });
    if (this.isOver) return this.close();
    tell.mine(this.camera);
    for (const track of this.camera.getTracks()) this.peer.addTrack(track, this.camera);
    if (initiator) await this.describe('offer', await this.peer.createOffer());
  }

  hear(signal) {
    this.step(() => this.take(signal));
  }

  async take(signal) {
    if (this.isOver) return;
    this.took.push(signal.type);
    if (signal.type === 'ice') {
      if (this.peer.remoteDescription) await this.peer.addIceCandidate(signal.candidate);
      else this.early.push(signal.candidate);
      return;
    }
    await this.peer.setRemoteDescription({ type: signal.type, sdp: signal.sdp });
    if (signal.type === 'offer') await this.describe('answer', await this.peer.createAnswer());
    for (const candidate of this.early.splice(0)) await this.peer.addIceCandidate(candidate);
  }

  async describe(type, description) {
    await this.peer.setLocalDescription(description);
    this.send({ type, sdp: description.sdp });
  }

  close() {
    this.isOver = true;
    for (const track of this.camera?.getTracks() ?? []) track.stop();
    this.peer.close();
  }

  story() {
    return { connection: this.peer.connectionState, ice: this.peer.iceConnectionState, signaling: this.peer.signalingState, took: this.took };
  }

  /** How the two reach each other: the types of both candidates in use. */
  async pair() {
    const stats = await this.peer.getStats();
    const transport = [...stats.values()].find((s) => s.type === 'transport' && s.selectedCandidatePairId);
    const pair = stats.get(transport?.selectedCandidatePairId);
    return pair ? { local: stats.get(pair.localCandidateId).candidateType, remote: stats.get(pair.remoteCandidateId).candidateType } : null;
  }

  /** Audio samples that came from the other. */
  async heard() {
    const stats = await this.peer.getStats();
    return [...stats.values()].find((s) => s.type === 'inbound-rtp' && s.kind === 'audio')?.totalSamplesReceived ?? 0;
  }
}
