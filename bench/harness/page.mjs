import { readFileSync, writeFileSync } from 'node:fs';
import { performancePage } from './paths.mjs';
import { dialectDuels, duels, targets } from './scenarios.mjs';

const begin = '<!-- measured: begin -->';
const end = '<!-- measured: end -->';

/** Puts the tables between the page's two markers; the prose around them is a person's. */
export function writePage(results) {
  const page = readFileSync(performancePage, 'utf8');
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${performancePage} has lost its markers ${begin} and ${end}`);
  writeFileSync(performancePage, `${page.slice(0, from + begin.length)}\n${render(results)}${page.slice(to)}`);
}

/** The measured tables as Markdown; what was not measured is a dash or absent. */
export function render(results) {
  return [conditions(results), fanOut(results), dialects(results), crowds(results), commits(results), codecs(results), queries(results), matching(results), receipts(results), growth(results), soak(results)]
    .filter((section) => section !== '')
    .map((section) => `${section}\n`)
    .join('\n');
}

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (heads, rows) => [row(...heads), row(...heads.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
const fixed = (value, digits) => (value === undefined ? '–' : value.toFixed(digits));
const ratio = (figure) => (figure ? `${figure.ratio.toFixed(2)} (${figure.low.toFixed(2)}–${figure.high.toFixed(2)})` : '–');
const whole = (value) => (value === undefined ? '–' : Math.round(value).toLocaleString('en-GB'));

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function conditions({ date, turns, machine, servers }) {
  const disturbed = Object.entries(servers).flatMap(([name, server]) =>
    Object.keys(duels).filter((letter) => server[letter]?.others > 0.1).map((letter) => `${letter} of ${name}`));
  const warning = disturbed.length > 0 ? ` Other programs ran meanwhile, so measure again: ${disturbed.join(', ')}.` : '';
  return `Measured on ${date} with \`bench/run\`, ${turns} turns a duel: ${machine.cores} cores (${machine.processor}), ${machine.memoryGib} GiB, `
    + `${machine.kernel}, .NET SDK ${machine.dotnet}, Node ${machine.node}.${warning}`;
}

function fanOut({ servers }) {
  const letters = Object.keys(duels).filter((letter) => Object.values(servers).some((server) => server[letter]));
  if (letters.length === 0) return '';

  const paced = letters.filter((letter) => duels[letter].target.p99);
  const price = (server, letter) => server[letter]?.figures.cpu_per_m;
  const rows = Object.values(servers)
    .filter((server) => letters.some((letter) => server[letter]))
    .map((server) => [server.title, ...letters.map((letter) => ratio(price(server, letter))), ...paced.map((letter) => ratio(server[letter]?.figures.p99_ms))]);

  const absolute = letters.map((letter) => {
    const all = Object.values(servers).map((server) => price(server, letter)?.a).filter((value) => value !== undefined);
    return all.length > 0 ? `1 (${median(all).toFixed(2)} µs)` : '1';
  });
  const heads = ['server', ...letters.map((letter) => `${letter}: ${duels[letter].title}`), ...paced.map((letter) => `p99 latency, ${letter}`)];
  return [
    'Server CPU per delivery and p99 latency as ratios to refserver: the median of the turns and, in brackets, their lowest and highest.',
    '',
    table(heads, [
      ['refserver (C++, one thread)', ...absolute, ...paced.map(() => '1')],
      ...rows,
      ['*asked of Parlance*', ...letters.map((letter) => `≤ ${duels[letter].target.cpu}`), ...paced.map((letter) => `≤ ${duels[letter].target.p99}`)],
    ]),
  ].join('\n');
}

function dialects({ dialects: measured }) {
  if (!measured) return '';
  return [
    'The chat-rooms dialect beside the native one, two processes of the same server: room messages, whose frames are about twice as long there.',
    '',
    table(
      ['ratio, chat-rooms to native', ...Object.keys(measured).map((letter) => `${letter}: ${duels[letter].title}`), '*asked*'],
      [
        ['deliveries a second', ...Object.values(measured).map(({ figures }) => ratio(figures.per_s)), `≥ ${(2 - dialectDuels.target).toFixed(1)}`],
        ['server CPU a delivery', ...Object.values(measured).map(({ figures }) => ratio(figures.cpu_per_m)), `≤ ${dialectDuels.target}`],
      ],
    ),
  ].join('\n');
}

function crowds({ servers, idle, storm }) {
  const measured = Object.values(servers).filter((server) => server.D || server.E);
  if (measured.length === 0) return '';

  const rows = measured.map(({ title, D, E }) => [
    title,
    fixed(D?.rss_kib_conn, 2),
    E ? whole(median(E.map((run) => run.open_cpu_us))) : fixed(D?.cpu_us_conn, 0),
    E ? `${fixed(median(E.map((run) => run.burst_s)), 2)} s` : '–',
  ]);
  return table(
    ['server', `idle KiB RSS a connection, ${whole(idle)} held`, 'CPU µs a handshake', `${whole(storm)} drop and return at once, last in`],
    [...rows, ['*asked of Parlance*', `≤ ${targets.idleKib}`, `≤ ${targets.handshakeMicroseconds}`, `≤ ${targets.lastInSeconds} s`]],
  );
}

function commits({ commits: rows }) {
  if (!rows) return '';
  return [
    'Acknowledged messages through the message log and the store alone, without sockets; *bare* is an insert and its commit on the same disk.',
    '',
    table(
      ['database', 'messages/s, 100 senders', 'p50 ms of one sender alone', 'p50 ms of a bare insert'],
      rows.map((r) => [r.database, whole(r.perSecond), fixed(r.aloneMs, 3), fixed(r.bareMs, 3)]),
    ),
  ].join('\n');
}

function codecs({ codecs: rows }) {
  if (!rows) return '';
  return [
    'The native codec on one message, beside System.Text.Json reading and writing the same records as most servers would; medians of eleven turns.',
    '',
    table(
      ['operation', 'ns', 'bytes allocated', 'System.Text.Json, ns', 'bytes allocated', 'ratio of time'],
      rows.map((r) => [r.operation, whole(r.ns), whole(r.bytes), whole(r.peerNs), whole(r.peerBytes), fixed(r.ns / r.peerNs, 2)]),
    ),
  ].join('\n');
}

function matching({ matching: measured }) {
  if (!measured) return '';
  const { queue, throughput, simulations } = measured;
  return [
    `Matching, on one core and without sockets: ${whole(throughput.matchesPerSecond)} matches a second from join to close, ${fixed(throughput.cpuMicroseconds, 1)} µs of CPU each.`,
    'What a newcomer costs the queue (enter, search, be claimed or leave) while so many wait whom nobody fits, beside a queue that looks at everybody in turn:',
    '',
    table(
      ['waiting', 'newcomers', 'µs', 'bytes allocated', 'everybody in turn, µs', 'bytes kept for a ticket that waits'],
      queue.map((r) => [whole(r.waiting), r.newcomer, fixed(r.microseconds, 1), whole(r.bytes), fixed(r.linearMicroseconds, 1), whole(r.bytesATicket)]),
    ),
    '',
    'A town in simulated time over the real matchmaker. *Late* is the longest that two who fitted each other both waited, over all tickets sampled; violations of the invariants must be 0.',
    '',
    table(
      ['scale', 'waiting', 'matches', 'gave up', 'met again within 10 min', 'CPU µs a match', 'late, s', 'sampled', 'violations'],
      simulations.map((s) => [s.scale, whole(s.waiting), whole(s.matches), whole(s.gaveUp), `${fixed(100 * s.repeats, 2)} %`, whole(s.cpuMicroseconds), fixed(s.overdueSeconds, 3), whole(s.sampled), s.violations]),
    ),
    '',
    table(
      ['scale', 'people', 'matched', 'waited p50, s', 'p90', 'p99', 'max'],
      simulations.flatMap((s) => s.groups.map((g) => [s.scale, g.group, whole(g.matched), fixed(g.p50, 2), fixed(g.p90, 2), fixed(g.p99, 2), fixed(g.max, 2)])),
    ),
  ].join('\n');
}

function queries({ queries: measured }) {
  if (!measured) return '';
  const rates = measured.rates.map((r) => [r.database, r.what, `${fixed(r.perSecond, 1)} a second`, r.peer, `${fixed(r.peerPerSecond, 1)} a second`, fixed(r.perSecond / r.peerPerSecond, 2)]);
  const rows = measured.queries.map((r) => [
    r.database, r.what, `${fixed(r.p50Ms, 2)} / ${fixed(r.p99Ms, 2)} ms`, r.peer, `${fixed(r.peerP50Ms, 2)} / ${fixed(r.peerP99Ms, 2)} ms`, fixed(r.p50Ms / r.peerP50Ms, 1),
  ]);
  const plans = measured.plans.map((p) => `${p.database}, ${p.what}:\n\n${p.plan.map((line) => `    ${line}`).join('\n')}`);
  return [
    'What is asked of a database that has grown, p50 / p99, beside the barest way to get the same rows from the same engine in turns with it.',
    '',
    table(['database', 'what', 'Parlance', 'beside', '', 'ratio'], [...rates, ...rows]),
    '',
    '<details><summary>How the engines answer: no table is read whole</summary>',
    '',
    plans.join('\n\n'),
    '',
    '</details>',
  ].join('\n');
}

function receipts({ receipts: turns }) {
  if (!turns) return '';
  const ratios = turns.map((turn) => turn.receipt.cpuMicroseconds / turn.message.cpuMicroseconds);
  const of = (what, figure) => median(turns.map((turn) => turn[what][figure]));
  return table(
    ['to a room of a hundred, one under way', 'server CPU µs a delivery', 'deliveries a second'],
    [
      ['a message', fixed(of('message', 'cpuMicroseconds'), 2), whole(of('message', 'perSecond'))],
      ['a receipt', fixed(of('receipt', 'cpuMicroseconds'), 2), whole(of('receipt', 'perSecond'))],
      ['ratio', ratio({ ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) }), fixed(of('receipt', 'perSecond') / of('message', 'perSecond'), 2)],
    ],
  );
}

function growth({ growth: measured, idle }) {
  if (!measured) return '';
  const few = median(measured.comings.map((turn) => turn.few));
  const many = median(measured.comings.map((turn) => turn.many));
  const rates = measured.comings.map((turn) => turn.many / turn.few);
  const coming = { ratio: median(rates), low: Math.min(...rates), high: Math.max(...rates) };
  return table(
    ['how it grows', 'at 100', `at ${whole(idle)}`, 'ratio'],
    [
      ['CPU µs a delivery, members in one room', fixed(measured.rooms.figures.cpu_per_m?.a, 2), fixed(measured.rooms.figures.cpu_per_m?.b, 2), ratio(measured.rooms.figures.cpu_per_m)],
      ['CPU µs to connect, join and go, others connected', whole(few), whole(many), ratio(coming)],
    ],
  );
}

function soak({ soak: measured }) {
  if (!measured) return '';
  const mib = (kib) => `${(kib / 1024).toFixed(0)} MiB`;
  const total = (measured.samples.at(-1).deliveries / 1e6).toFixed(1);
  return `Over ${total} million deliveries the server's resident memory was ${mib(measured.warmKib)} after the first fifth, ${mib(measured.peakKib)} at most after that and ${mib(measured.endKib)} at the end.`;
}
