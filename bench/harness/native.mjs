// The native dialect's words, as the load generator needs them. Nothing else under bench/harness knows them.

const hello = { send: '{"id":1,"type":"hello","guest":{"name":"u{user}"}}', reply: '"id":1,"ok"' };
const helloWithToken = '{"id":1,"type":"hello","token":"{token}"}';
const path = '/ws/v1';

const sendTo = (conversation) => `{"id":3,"type":"send","conversation":"${conversation}","content":"{payload}"}`;

/** Guests who meet in rooms made on the spot, new ones in every run. */
export const guests = [
  '--path', path,
  '--hello', hello.send, '--ignore-until', hello.reply,
  '--hello', '{"id":2,"type":"join","conversation":"bench-{run}-r{room}","create":true}', '--ignore-until', '"id":2,"ok"',
  '--send', sendTo('bench-{run}-r{room}'), '--match', '"content":"',
];

/** People who were prepared beforehand and follow the conversations that they are members of. */
export const members = (tokensFile) => [
  '--path', path, '--tokens', tokensFile,
  '--hello', helloWithToken, '--ignore-until', hello.reply,
];

/** As `members`, and they write to the room `PREFIX-0-{room}` that `Parlance.Bench prepare` put them in. */
export const writers = (tokensFile, prefix) => [
  ...members(tokensFile),
  '--send', sendTo(`${prefix}-0-{room}`), '--match', '"content":"',
];

/** The frames of a room in which messages are posted and read, for clients that are not the load generator. */
export const reading = {
  path,
  hello: (user) => hello.send.replace('{user}', user),
  join: (room) => `{"id":2,"type":"join","conversation":"${room}","create":true}`,
  joined: '"id":2,"ok"',
  send: (room) => `{"id":3,"type":"send","conversation":"${room}","content":"${'x'.repeat(100)}"}`,
  posted: '{"type":"message"',
  read: (room, seq) => `{"id":4,"type":"receipt","conversation":"${room}","read":${seq}}`,
  moved: '{"type":"receipt"',
};
