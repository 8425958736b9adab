// The page of a room: becomes somebody, joins over REST, then opens the socket; while that is down, the messages come by polling.

import { Api } from './api.js';
import { Broadcasts } from './broadcast.js';
import { Messages } from './messages.js';
import { RoomSocket } from './socket.js';

const POLL_MS = 1_000;

const given = new URLSearchParams(location.search);
const room = given.get('room');
const avatar = given.get('avatar') ?? undefined;
const show = (id, text) => { document.getElementById(id).textContent = text; };

const api = new Api(given.get('api'));
const messages = new Messages(document.getElementById('messages'));
const people = new Map();

show('room', room);
const user = await api.user(given.get('name'));
let socket;
let broadcasts;
let polling;
let caughtUp;

try {
  await api.join(room, user, avatar);
} catch (error) {
  show('notice', error.message);
}

socket = new RoomSocket(given.get('ws'), room, user, avatar);
broadcasts = new Broadcasts(socket, document.getElementById('stage'));

async function readHistory() {
  for (const message of await api.messages(room)) messages.add(message);
}

async function poll() {
  try {
    await readHistory();
  } catch {
    // The server may be away altogether; the next turn asks again.
  }
}

function drawPeople() {
  document.getElementById('people').replaceChildren(...[...people.values()].map((name) => {
    const item = document.createElement('li');
    item.textContent = name;
    return item;
  }));
}

function ended(id, username) {
  broadcasts.forget(id);
  show('notice', `${username} stopped broadcasting`);
}

const hears = {
  // The socket hears what is said from here on, not from its opening on.
  room_state: async ({ users }) => {
    people.clear();
    for (const { user_id: id, username } of users) people.set(id, username);
    drawPeople();
    await caughtUp;
    show('status', 'connected');
  },
  user_joined: ({ user_id: id, username }) => { people.set(id, username); drawPeople(); },
  user_left: ({ user_id: id }) => { people.delete(id); broadcasts.forget(id); drawPeople(); },
  message: (frame) => messages.add(frame),
  'active-broadcasts': ({ broadcasters }) => Promise.all(broadcasters.map((b) => broadcasts.watch(b.user_id, b.username))),
  'broadcast-started': ({ user_id: id, username }) => broadcasts.watch(id, username),
  'broadcast-stopped': ({ user_id: id, username }) => { if (id !== user.id) ended(id, username); },
  'webrtc-signal': (frame) => broadcasts.hear(frame),
};

socket.addEventListener('open', () => {
  clearInterval(polling);
  polling = undefined;
  caughtUp = poll(); // what came while the socket was down
});
socket.addEventListener('down', () => {
  if (polling) return;
  show('status', 'polling');
  polling = setInterval(poll, POLL_MS);
});
socket.addEventListener('gone', () => {
  clearInterval(polling);
  show('status', 'gone');
});
socket.addEventListener('frame', ({ detail }) => hears[detail.type]?.(detail));
socket.open();

document.getElementById('write').addEventListener('submit', async (event) => {
  event.preventDefault();
  const draft = document.getElementById('draft');
  const content = draft.value;
  draft.value = '';
  messages.addPending(user.username, content, avatar);
  if (socket.isOpen) socket.send({ type: 'message', content, avatar, username: user.username, user_id: user.id, timestamp: new Date().toISOString() });
  else messages.add(await api.send(room, user, content, avatar));
});

document.getElementById('broadcast').addEventListener('click', async (event) => {
  if (broadcasts.isLive) broadcasts.stop();
  else await broadcasts.start(user.username);
  event.target.textContent = broadcasts.isLive ? 'Stop' : 'Broadcast';
});

window.app = {
  attempts: () => socket.attempts,
  peers: () => [...broadcasts.peers.values()].map((p) => [p.connectionState, p.iceConnectionState, p.signalingState]),
};
