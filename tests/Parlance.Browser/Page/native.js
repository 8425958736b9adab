// Random matching on the native wire: one socket for all partners.

export class NativeWire extends EventTarget {
  constructor(base, name) {
    super();
    this.address = `${base}/ws/v1`;
    this.name = name;
    this.sent = 0;
  }

  open() {
    this.socket = new WebSocket(this.address);
    this.socket.onopen = () => {
      this.send('hello', { guest: { name: this.name } });
      this.send('match_join', { mode: 'video', auto: true });
    };
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
  }

  hear(frame) {
    if (frame.error) throw new Error(`${frame.error.code}: ${frame.error.message}`);
    switch (frame.type) {
      case 'match_waiting': return this.tell('waiting');
      case 'matched':
        this.match = frame.match;
        return this.tell('matched', { match: frame.match, initiator: frame.initiator });
      case 'match_text': return this.tell('text', frame.text);
      case 'match_signal': return frame.match === this.match ? this.tell('signal', frame.payload) : undefined;
      case 'match_ended': return frame.own ? undefined : this.tell('over');
    }
  }

  text(text) { this.send('match_text', { text }); }

  signal(payload) { this.send('match_signal', { payload }); }

  next() { this.send('match_next'); }

  report(match, { ms, local, remote }) {
    this.send('call_report', { match, stage: 'connected', setup_ms: ms, local_candidate: local, remote_candidate: remote });
  }

  send(type, fields) {
    this.socket.send(JSON.stringify({ id: ++this.sent, type, ...fields }));
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The server's own ICE servers, as a guest is given them. */
export async function relays(base, name) {
  const guest = await fetch(`${base}/api/v1/guests`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }) });
  const { access_token: token } = await guest.json();
  const answer = await fetch(`${base}/api/v1/calls/ice`, { headers: { Authorization: `Bearer ${token}` } });
  return (await answer.json()).ice_servers;
}
