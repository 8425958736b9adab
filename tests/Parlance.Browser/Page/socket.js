// The room's socket: keeps alive, comes back after 1 to 5 s up to ten times, and gives up for good only at close code 4004.

const KEEP_ALIVE_MS = 10_000;
const MAX_ATTEMPTS = 10;

export class RoomSocket extends EventTarget {
  constructor(base, room, user, avatar) {
    super();
    this.address = `${base}/ws/${encodeURIComponent(room)}/${encodeURIComponent(user.id)}`;
    this.user = user;
    this.avatar = avatar;
    this.attempts = 0;
  }

  open() {
    const query = new URLSearchParams();
    if (this.attempts === 0) {
      query.set('username', this.user.username);
      if (this.avatar) query.set('avatar_url', this.avatar);
    } else {
      // Coming back by itself it has forgotten the name and makes a picture of the id.
      query.set('avatar_url', `https://ui-avatars.com/api/?name=${encodeURIComponent(this.user.id)}`);
    }
    this.socket = new WebSocket(`${this.address}?${query}`);
    this.socket.onopen = () => {
      this.attempts = 0;
      this.wasOpen = true;
      this.keepAlive = setInterval(() => this.send({ type: 'keep_alive', timestamp: new Date().toISOString() }), KEEP_ALIVE_MS);
      this.tell('open');
    };
    this.socket.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      if (frame.type === 'ping') this.send({ type: 'pong' });
      else this.tell('frame', frame);
    };
    this.socket.onclose = (event) => {
      clearInterval(this.keepAlive);
      this.tell('down');
      this.attempts++;
      if (event.code === 4004 || this.attempts > MAX_ATTEMPTS) this.tell('gone');
      else setTimeout(() => this.open(), Math.min(1000 * this.attempts, 5000));
    };
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(frame) {
    if (this.isOpen) this.socket.send(JSON.stringify(frame));
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
