// The BlinkChat wire as that front end speaks it: no token, one partner a socket, and of the frames only the newest.

export class BlinkWire extends EventTarget {
  constructor(base) {
    super();
    this.address = `${base}/ws/chat/`;
    this.missed = []; // types of frames that a newer one took the place of
  }

  open() {
    this.latest = undefined;
    const socket = new WebSocket(this.address);
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) this.keep(JSON.parse(data));
    };
    this.socket = socket;
  }

  /** The front end puts each frame into the state of a component, which is looked at when it is drawn, a little later. */
  keep(frame) {
    if (this.latest) this.missed.push(this.latest.type);
    else setTimeout(() => this.draw());
    this.latest = frame;
  }

  draw() {
    const frame = this.latest;
    this.latest = undefined;
    switch (frame?.type) {
      case 'waiting': return this.tell('waiting');
      case 'matched': return this.tell('matched', { match: frame.session_id, initiator: frame.is_initiator !== false });
      case 'chat': return this.tell('text', frame.message);
      case 'signal': return this.tell('signal', frame.payload);
      case 'partner_next':
      case 'partner_left':
        this.tell('over');
        return this.reopen();
    }
  }

  text(message) { this.send({ type: 'chat', message }); }

  signal(payload) { this.send({ type: 'signal', payload }); }

  next() {
    this.send({ type: 'next' });
    this.reopen();
  }

  reopen() {
    this.socket.close();
    this.open();
  }

  send(frame) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
