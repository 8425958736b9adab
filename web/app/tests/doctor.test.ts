import { expect, test } from 'vitest';
import { doctor as words } from '../src/i18n/en/doctor.ts';
import { Doctor, reportOf } from '../src/state/doctor/doctor.ts';
import { failed, ok, type Finding } from '../src/state/doctor/finding.ts';
import { ServerChecks } from '../src/state/doctor/server-checks.ts';

const server = 'https://chat.example.com';

/** A socket that opens and answers as `reply` says, or is closed with the code it gives. */
function socketThat(reply: ((frame: { id: number; type: string; token?: string }) => object | number) | 'refuses') {
  return () => {
    const socket = {
      readyState: 0,
      onopen: null as (() => void) | null,
      onclose: null as ((event: object) => void) | null,
      onmessage: null as ((event: { data: string }) => void) | null,
      send: (text: string) => {
        const answer = reply === 'refuses' ? 1006 : reply(JSON.parse(text));
        queueMicrotask(() => (typeof answer === 'number' ? end(answer) : socket.onmessage?.({ data: JSON.stringify(answer) })));
      },
      close: () => end(1000),
    };
    const end = (code: number) => {
      socket.readyState = 3;
      socket.onclose?.({ code, reason: '' });
    };
    queueMicrotask(() => {
      if (reply === 'refuses') return end(1006);
      socket.readyState = 1;
      socket.onopen?.();
    });
    return socket as unknown as WebSocket;
  };
}

const checks = (options: { token?: string; reply?: Parameters<typeof socketThat>[0]; fetch?: typeof fetch }) =>
  new ServerChecks({ server, token: () => (options.token ? Promise.resolve(options.token) : null), openSocket: socketThat(options.reply ?? 'refuses'), ...(options.fetch ? { fetch: options.fetch } : {}) });

const said = ({ state, found }: Finding) => [state, found(words)];

test('a server is reachable, away, or something else', async () => {
  const answering = (body: string, status = 200) => checks({ fetch: async () => new Response(body, { status }) });
  expect((await answering('{"status":"healthy","version":"1.0"}').reachable()).state).toBe('ok');
  expect(said(await answering('<html>', 502).reachable())).toEqual(['failed', words.server.foreign(502)]);
  expect(said(await checks({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) }).reachable())).toEqual(['failed', words.server.unreachable]);
});

test('an address is allowed where the server says so', async () => {
  const allowing = (headers: Record<string, string>) => checks({ fetch: async () => new Response(null, { status: 204, headers }) });
  expect((await allowing({ 'Access-Control-Allow-Origin': 'https://chat.example.com' }).origin()).state).toBe('ok');
  expect((await allowing({}).origin()).state).toBe('failed');
});

test('a socket that is refused is told from one that stands', async () => {
  expect(said(await checks({}).socket())).toEqual(['failed', words.socket.refused(1006)]);
  expect((await checks({ token: 't', reply: ({ id }) => ({ id, ok: {} }) }).socket()).state).toBe('ok');
  expect(said(await checks({ token: 't', reply: () => 4003 }).socket())).toEqual(['failed', words.socket.closed(4003, '')]);
});

test('the time for a word there and back is measured, signed in or not', async () => {
  expect((await checks({ token: 't', reply: ({ id }) => ({ id, ok: {} }) }).roundTrip()).state).toBe('ok');
  expect((await checks({ reply: () => ({}) }).roundTrip()).state).toBe('ok');
  expect((await checks({}).roundTrip()).state).toBe('skipped');
});

test('whoever is not signed in says nothing that the server would have to refuse', async () => {
  const said: object[] = [];
  const silent = checks({ reply: (frame) => said.push(frame) });
  expect([(await silent.socket()).state, (await silent.roundTrip()).state]).toEqual(['ok', 'ok']);
  expect(said).toEqual([]);
});

test('a quiet connection stands, or was cut on the way', async () => {
  expect((await checks({ token: 't', reply: ({ id }) => ({ id, ok: {} }) }).idle(0.01)).state).toBe('ok');
  expect(said(await checks({ token: 't', reply: ({ id, type }) => (type === 'ping' ? 1006 : { id, ok: {} }) }).idle(0.01))[0]).toBe('failed');
  expect((await checks({}).idle(1)).state).toBe('skipped');
});

test('checks run one after another, a failure stops none, and the result can be pasted', async () => {
  const doctor = new Doctor();
  const order: string[] = [];
  const step = (name: string, finding: Finding | Error) => async () => {
    order.push(name);
    if (finding instanceof Error) throw finding;
    return finding;
  };
  await doctor.run([
    { name: 'server', run: step('server', ok(() => 'Fine.')) },
    { name: 'camera', run: step('camera', new Error('Odd.')) },
    { name: 'idle', run: step('idle', failed(() => 'Cut.', () => 'Mend it.')), inBackground: true },
  ]);
  expect(order).toEqual(['idle', 'server', 'camera']);
  expect(doctor.isRunning.value).toBe(false);
  expect(reportOf(doctor.steps.value, words, ['now']).split('\n')).toEqual([
    words.title,
    'now',
    '',
    '[ok] Server reachable',
    '  Fine.',
    '[failed] Camera',
    '  Odd.',
    `  ${words.unexpectedRemedy}`,
    '[failed] Quiet connection stays',
    '  Cut.',
    '  Mend it.',
  ]);
});
