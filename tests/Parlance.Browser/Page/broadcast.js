// Video from browser to browser. Who watches makes the offer; the one who is live answers with the camera's tracks.

export class Broadcasts {
  constructor(socket, stage) {
    this.socket = socket;
    this.stage = stage;
    this.peers = new Map(); // user id → connection
    this.early = new Map(); // user id → candidates that came before the description
  }

  get isLive() {
    return this.camera !== undefined;
  }

  async start(username) {
    this.camera = await navigator.mediaDevices.getUserMedia({ video: { width: 320, height: 240 } });
    this.socket.send({ type: 'broadcast-started', username });
  }

  stop() {
    this.socket.send({ type: 'broadcast-stopped' });
    for (const track of this.camera.getTracks()) track.stop();
    this.camera = undefined;
    for (const id of [...this.peers.keys()]) this.forget(id);
  }

  /** Asks somebody who is live for their video. */
  async watch(id, username) {
    this.forget(id);
    const peer = this.connect(id);
    peer.addTransceiver('video', { direction: 'recvonly' });
    peer.ontrack = ({ streams, track }) => this.show(id, username, streams[0] ?? new MediaStream([track]));
    await peer.setLocalDescription(await peer.createOffer());
    this.signal(id, { type: 'offer', sdp: peer.localDescription.sdp });
  }

  async hear({ from_user_id: id, signal }) {
    if (signal.type === 'offer') {
      if (!this.isLive) return;
      this.forget(id);
      const peer = this.connect(id);
      for (const track of this.camera.getTracks()) peer.addTrack(track, this.camera);
      await peer.setRemoteDescription(signal);
      await peer.setLocalDescription(await peer.createAnswer());
      this.signal(id, { type: 'answer', sdp: peer.localDescription.sdp });
      await this.addEarly(id, peer);
    } else if (signal.type === 'answer') {
      const peer = this.peers.get(id);
      await peer?.setRemoteDescription(signal);
      await this.addEarly(id, peer);
    } else if (signal.type === 'ice-candidate') {
      const peer = this.peers.get(id);
      if (peer?.remoteDescription) await peer.addIceCandidate(signal.candidate);
      else this.early.set(id, [...(this.early.get(id) ?? []), signal.candidate]);
    }
  }

  forget(id) {
    this.peers.get(id)?.close();
    this.peers.delete(id);
    this.early.delete(id);
    this.stage.querySelector(`video[data-id="${CSS.escape(id)}"]`)?.remove();
  }

  connect(id) {
    const peer = new RTCPeerConnection();
    this.peers.set(id, peer);
    peer.onicecandidate = ({ candidate }) => {
      if (candidate) this.signal(id, { type: 'ice-candidate', candidate });
    };
    return peer;
  }

  signal(id, signal) {
    this.socket.send({ type: 'webrtc-signal', target_user_id: id, signal });
  }

  async addEarly(id, peer) {
    for (const candidate of this.early.get(id) ?? []) await peer?.addIceCandidate(candidate);
    this.early.delete(id);
  }

  show(id, username, stream) {
    const video = document.createElement('video');
    video.dataset.id = id;
    video.dataset.of = username;
    video.autoplay = video.muted = video.playsInline = true;
    video.srcObject = stream;
    this.stage.append(video);
  }
}
