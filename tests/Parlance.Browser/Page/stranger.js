// The page of somebody who looks for a stranger: shows the partner's video and words, and goes on to the next.

import { BlinkWire } from './blink.js';
import { Call } from './call.js';
import { NativeWire, relays } from './native.js';

const given = new URLSearchParams(location.search);
const stage = document.getElementById('stage');
const lines = document.getElementById('messages');
const show = (id, text) => { document.getElementById(id).textContent = text; };

const wire = given.get('wire') === 'native' ? new NativeWire(given.get('ws'), given.get('name')) : new BlinkWire(given.get('ws'));
// The front end brings a list of its own; with `relay` it is the server's, and nothing but relays will do.
const config = given.has('relay') ? { iceServers: await relays(given.get('api'), given.get('name')), iceTransportPolicy: 'relay' } : {};
let match;
let call;

function draw(who, text) {
  const line = document.createElement('li');
  line.textContent = `${who}: ${text}`;
  lines.append(line);
}

function video(id, stream) {
  if (document.getElementById(id)) return; // each track announces the stream
  const screen = document.createElement('video');
  screen.id = id;
  screen.autoplay = screen.playsInline = true;
  screen.muted = id === 'mine';
  screen.srcObject = stream;
  stage.append(screen);
}

function part() {
  call?.close();
  call = match = undefined;
  stage.replaceChildren();
}

wire.addEventListener('waiting', () => show('status', 'waiting'));
wire.addEventListener('matched', ({ detail }) => {
  match = detail.match;
  lines.replaceChildren();
  show('status', 'matched');
  call = new Call(config, detail.initiator, { send: (signal) => wire.signal(signal), mine: (stream) => video('mine', stream), theirs: (stream) => video('theirs', stream) });
  call.connected.then((report) => wire.report?.(detail.match, report));
});
wire.addEventListener('signal', ({ detail }) => call?.hear(detail));
wire.addEventListener('text', ({ detail }) => draw('stranger', detail));
wire.addEventListener('over', () => {
  part();
  show('status', 'parted');
});
wire.open();
show('name', given.get('name'));

document.getElementById('write').addEventListener('submit', (event) => {
  event.preventDefault();
  const draft = document.getElementById('draft');
  wire.text(draft.value);
  draw('me', draft.value);
  draft.value = '';
});

document.getElementById('next').addEventListener('click', () => {
  part();
  show('status', 'next');
  wire.next();
});

window.app = {
  match: () => match ?? null,
  story: () => JSON.stringify({ call: call?.story() ?? null, missed: wire.missed ?? [] }),
  pair: () => call?.pair() ?? null,
  heard: () => call?.heard() ?? 0,
};
