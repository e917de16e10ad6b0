import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Tokens } from '../tokens';
import type { Listening } from './listening';
import { listenSyslog, type SyslogOptions } from './syslog';
import { SyslogFrames } from './syslog-frames';
import { readSyslog } from './syslog-message';
import { certificate } from './testing/certificate';
import { MemoryInlets, Tally } from './testing/inlet';

const TIME = '2026-11-22T06:00:00.250Z';
const MS = Date.parse(TIME);
const tokens = new Tokens(new Uint8Array(32).fill(7));
const inlets = () => new MemoryInlets();
const long = { timeout: 30_000 };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (value: string) => new TextEncoder().encode(value);

/** As docker's driver writes it, with `syslog-format: rfc5424micro`, the tag twice. */
const docker = (token: string, line: string, priority = 30) => `<${priority}>1 ${TIME} host ${token} 4711 ${token} - ${line}\n`;
const counted = (message: string) => `${Buffer.byteLength(message)} ${message}`;

let all: MemoryInlets;
let counts: Tally;
let listening: Listening;
const sockets: Socket[] = [];

async function listen(options: Partial<SyslogOptions> = {}): Promise<void> {
  listening = await listenSyslog(all, tokens, { host: '127.0.0.1', port: 0, counts, ...options });
}
async function dial(): Promise<Socket> {
  const socket = connect(listening.port, '127.0.0.1');
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}
const closed = (socket: Socket) => vi.waitFor(() => expect(socket.closed).toBe(true), long);
const write = (server: string) => tokens.sign({ server, use: 'write' });

beforeEach(() => {
  all = inlets();
  counts = new Tally();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listening?.close();
});

describe('the servers of one port', () => {
  test('[L21] each token is a server’s; a longer name than the standard’s 48 characters is no trouble', async () => {
    await listen();
    const [alpha, beta] = [await write('alpha'), await write('beta')];
    expect(alpha.length).toBeGreaterThan(48);
    const socket = await dial();
    socket.write(
      docker(alpha, '   0.000 2026-11-22 06:00:00; Factorio') + docker(beta, 'Factoscope:{"v":1}') + docker(alpha, '   1.000 Info'),
    );
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(2), long);
    expect(all.lines('alpha')).toEqual([`@${MS}    0.000 2026-11-22 06:00:00; Factorio`, `@${MS}    1.000 Info`]);
    await vi.waitFor(() => expect(all.lines('beta')).toEqual([`@${MS} Factoscope:{"v":1}`]), long);
    expect(counts.refusals).toEqual([]);
  });

  test('[L21] a bad, an expired, a missing token, one to watch with: counted and closed; the others go on', async () => {
    await listen();
    const good = await dial();
    const token = await write('alpha');
    good.write(docker(token, 'one'));
    const expired = await tokens.sign({ server: 'alpha', use: 'write', days: -1 });
    const watch = await tokens.sign({ server: 'alpha', use: 'watch' });
    const forged = await new Tokens(new Uint8Array(32)).sign({ server: 'alpha', use: 'write' });
    for (const bad of [forged, expired, '-', watch]) {
      const socket = await dial();
      socket.write(docker(bad, 'not to be kept') + docker(token, 'nor this'));
      await closed(socket);
    }
    good.write(docker(token, 'two'));
    await vi.waitFor(() => expect(all.lines('alpha')).toEqual([`@${MS} one`, `@${MS} two`]), long);
    expect(counts.refusals).toEqual(['token-bad', 'token-expired', 'token-missing', 'token-other']);
    expect([...all.all.keys()]).toEqual(['alpha']);
  });

  test('a token that expires while the connection stands lets nothing in any more', async () => {
    await listen();
    const token = await tokens.sign({ server: 'alpha', use: 'write', days: 1 });
    const socket = await dial();
    socket.write(docker(token, 'one'));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(1), long);
    vi.useFakeTimers({ now: Date.now() + 2 * 86_400_000, toFake: ['Date'] });
    try {
      socket.write(docker(token, 'two'));
      await closed(socket);
    } finally {
      vi.useRealTimers();
    }
    expect(all.lines('alpha')).toHaveLength(1);
    expect(counts.refusals).toEqual(['token-expired']);
  });

  test('what cannot be kept is counted, and the connection stands', async () => {
    await listen();
    const [inlet, token, socket] = [await all.open('alpha'), await write('alpha'), await dial()];
    inlet.problem = { code: 'disk-full', file: '', line: 0, detail: '', tip: '' };
    socket.write(docker(token, 'one'));
    await vi.waitFor(() => expect(counts.refusals).toEqual(['not-kept']), long);
    inlet.problem = null;
    socket.write(docker(token, 'two'));
    await vi.waitFor(() => expect(all.lines('alpha')).toEqual([`@${MS} two`]), long);
  });
});

describe('bounds', () => {
  test.each([
    ['a message that is too long', `<30>1 ${'x'.repeat(5_000)}`, 'too-long'],
    ['a length that is too great', '99999999 <', 'too-long'],
    ['a length that is none', '123456789 <', 'bad-frame'],
    ['what is no syslog', 'GET / HTTP/1.1\r\n', 'bad-frame'],
    ['the older syslog', '<30>Nov 22 06:00:00 host app[1]: text\n', 'bad-frame'],
  ])('%s', async (_what, sent, why) => {
    await listen({ limits: { message: 4_000 } });
    const socket = await dial();
    socket.write(sent);
    await closed(socket);
    expect(counts.refusals).toEqual([why]);
  });

  test('who begins and does not go on, or says nothing at all', async () => {
    await listen({ limits: { half: 50, first: 50 } });
    const [silent, half] = [await dial(), await dial()];
    half.write(`${docker(await write('alpha'), 'one')}<30>1 2026`);
    await closed(silent);
    await closed(half);
    expect(counts.refusals).toEqual(['too-slow', 'too-slow']);
    expect(all.lines('alpha')).toEqual([`@${MS} one`]);
  });

  test('one message a byte at a time has no longer than one that comes at once', async () => {
    await listen({ limits: { half: 300 } });
    const socket = await dial();
    const message = docker(await write('alpha'), 'x'.repeat(2_000));
    for (let i = 0; i < message.length && !socket.destroyed; i++) {
      socket.write(message[i]!);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await closed(socket);
    expect(counts.refusals).toEqual(['too-slow']);
  });

  test('[L21] more connections than there is room for: those without a token go first, and nobody else is kept out', async () => {
    await listen({ limits: { perAddress: 3 } });
    const token = await write('alpha');
    const good = [await dial(), await dial()];
    for (const [i, socket] of good.entries()) socket.write(docker(token, `one of ${i}`));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(2), long);
    const idle = await dial();
    for (let i = 0; i < 20; i++) await dial();
    await closed(idle);
    const late = await dial();
    for (const socket of [...good, late]) socket.write(docker(token, 'two'));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(5), long);
    expect(counts.refusals).toEqual(Array(21).fill('too-many'));
    await closed(await dial());
    expect([...good, late].map(({ destroyed }) => destroyed)).toEqual([false, false, false]);
  });

  test('faster than allowed waits, and loses nothing', async () => {
    await listen({ limits: { perSecond: 100_000 } });
    const socket = await dial();
    const token = await write('alpha');
    const line = docker(token, 'x'.repeat(500));
    socket.write(line.repeat(200));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(200), long);
    expect(counts.refusals.every((why) => why === 'too-fast')).toBe(true);
    expect(counts.refusals.length).toBeGreaterThan(0);
  });

  test('a port that another has is a problem for a person', async () => {
    await listen();
    await expect(listenSyslog(all, tokens, { host: '127.0.0.1', port: listening.port })).rejects.toMatchObject({ code: 'port-refused' });
  });
});

describe('lines that docker has cut', () => {
  const pieces = (line: string) =>
    Array.from({ length: Math.ceil(line.length / 16_384) }, (_, i) => line.slice(i * 16_384, (i + 1) * 16_384));

  test.each([16_383, 16_384, 16_385, 32_768, 50_000])('[L21] one of %i characters is whole again', async (length) => {
    await listen();
    const [token, socket] = [await write('alpha'), await dial()];
    const line = `KafkatorioPacket:::encoded:${'abc'.repeat(20_000)}`.slice(0, length);
    for (const piece of pieces(line)) socket.write(docker(token, piece));
    // Of the other stream.
    socket.write(docker(token, 'warning', 27));
    socket.write(docker(token, '   2.000 Info'));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(3), long);
    expect(all.lines('alpha').sort()).toEqual([`@${MS}    2.000 Info`, `@${MS} ${line}`, `@${MS} warning`].sort());
  });

  test('a rest that does not come is not waited for', async () => {
    await listen({ limits: { rest: 20 } });
    const [token, socket] = [await write('alpha'), await dial()];
    socket.write(docker(token, 'y'.repeat(16_384)));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(1), long);
  });

  test('nor when the connection is closed', async () => {
    await listen();
    const [token, socket] = [await write('alpha'), await dial()];
    socket.end(docker(token, 'y'.repeat(16_384)));
    await vi.waitFor(() => expect(all.lines('alpha')).toHaveLength(1), long);
  });
});

const pem = certificate();
test.skipIf(pem === null)('TLS, with counted messages as docker sends them then', async () => {
  await listen({ tls: pem! });
  const socket = connectTls({ port: listening.port, host: 'localhost', ca: pem!.cert });
  await once(socket, 'secureConnect');
  sockets.push(socket);
  const token = await write('alpha');
  socket.write(counted(docker(token, 'one')) + counted(docker(token, 'two')));
  await vi.waitFor(() => expect(all.lines('alpha')).toEqual([`@${MS} one`, `@${MS} two`]), long);
  const plain = await dial();
  plain.write(docker(token, 'three'));
  await closed(plain);
  expect(all.lines('alpha')).toHaveLength(2);
});

describe('messages', () => {
  test('structured data, a byte order mark, several lines, no time', () => {
    const read = (value: string) => readSyslog(bytesOf(value));
    expect(read(`<34>1 ${TIME} h app p id [a@1 x="]\\""][b y="2"] \uFEFFtext\n`)).toMatchObject({ priority: 34, clock: MS, token: 'app' });
    expect(text(read(`<34>1 ${TIME} h app p id [a@1 x="]\\""][b y="2"] \uFEFFtext\n`)!.text)).toBe('text');
    expect(read('<34>1 - - - - - -')).toEqual({ priority: 34, clock: null, token: null, text: new Uint8Array(0) });
    for (const none of ['', '<34>1', '<34>2 - - - - - - x', '<34>1 - - - - - [a x', `<34>1 - - ${'t'.repeat(3_000)} - - - x`])
      expect(read(none)).toBeNull();
  });

  test('each line of a message has its time', async () => {
    await listen();
    const [token, socket] = [await write('alpha'), await dial()];
    socket.write(counted(docker(token, 'one\r\n\ntwo')));
    await vi.waitFor(() => expect(all.lines('alpha')).toEqual([`@${MS} one`, `@${MS} two`]), long);
  });

  test('[L21] both framings in one stream, cut anywhere, give the same messages', () => {
    const message = fc.record({ body: fc.string({ maxLength: 60 }), counted: fc.boolean(), lf: fc.boolean() });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (list, cuts) => {
        const bodies = list.map(({ body, counted: whole }) => `<1>1 ${whole ? body : body.replaceAll('\n', ' ')}`);
        const stream = bytesOf(
          list.map((one, i) => (one.counted ? counted(bodies[i]!) + (one.lf ? '\n' : '') : `${bodies[i]}\n`)).join(''),
        );
        const frames = new SyslogFrames(1_000);
        const got: string[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const piece = stream.subarray(at, at + cuts[i % cuts.length]!);
          const { messages, refusal } = frames.push(piece);
          expect(refusal).toBeNull();
          got.push(...messages.map(text));
          at += piece.length;
        }
        expect(got).toEqual(bodies);
        expect(frames.half).toBe(false);
      }),
      { seed: 7_002, numRuns: 500 },
    );
  });

  test('whatever comes, it is messages or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const message of new SyslogFrames(100).push(bytes).messages) readSyslog(message);
      }),
      { seed: 7_003, numRuns: 2_000 },
    );
  });
});
