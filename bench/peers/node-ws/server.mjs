// A room broadcaster on the `ws` package: each message goes to every socket of the room in the path /ws/ROOM/USER, the
// sender's own included. Nothing is parsed, checked or stored.
//   node server.mjs PORT
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const port = Number(process.argv[2]);
if (!Number.isInteger(port)) {
  console.error('usage: node server.mjs PORT');
  process.exit(2);
}

/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map();

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 64 * 1024 });

function enter(name, socket) {
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));

  socket.on('message', (data, isBinary) => {
    for (const member of room) member.send(data, { binary: isBinary });
  });
  socket.on('close', () => {
    room.delete(socket);
    if (room.size === 0 && rooms.get(name) === room) rooms.delete(name);
  });
  socket.on('error', () => socket.terminate());
}

const server = createServer((_, response) => response.writeHead(426).end());
server.on('upgrade', (request, socket, head) => {
  const [, area, room] = request.url.split('/');
  if (area !== 'ws' || !room) return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  sockets.handleUpgrade(request, socket, head, (opened) => enter(room, opened));
});

// The burst of a mass reconnect overflows Node's default backlog of 511.
server.listen({ port, host: '127.0.0.1', backlog: 4096 });
process.on('SIGTERM', () => process.exit(0));
