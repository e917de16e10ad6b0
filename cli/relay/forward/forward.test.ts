import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { MemoryInlets, Tally } from '../in/testing/inlet';
import { Tokens } from '../tokens';
import { type SenderOptions, sendSpool } from './sender';
import { Spool } from './spool';
import { Receiver } from './testing/receiver';
import { decodePiece, encodePiece, MAX_PIECE, readAnswer, readHello } from './wire';

const tokens = new Tokens(new Uint8Array(32).fill(3));
const long = { timeout: 30_000 };
const bytesOf = (text: string) => new TextEncoder().encode(text);

let folder: string;
let all: MemoryInlets;
let counts: Tally;
let receiver: Receiver;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factoscope-forward-'));
  all = new MemoryInlets();
  counts = new Tally();
  receiver = await Receiver.listen(all, tokens, { counts });
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  receiver.close();
  await rm(folder, { recursive: true });
});

async function openSpool(most = 1e9): Promise<Spool> {
  const spool = await Spool.open(folder, most);
  ends.push(() => spool.close());
  return spool;
}

/** Answers how it is stopped. */
async function send(spool: Spool, options: Partial<SenderOptions> = {}): Promise<{ said: string[]; stop(): Promise<void> }> {
  const stop = new AbortController();
  const said: string[] = [];
  const token = options.token ?? (await tokens.sign({ server: 'alpha', use: 'write' }));
  const all = {
    to: receiver.to('alpha'),
    token,
    signal: stop.signal,
    say: (line: string) => said.push(line),
    backoff: { first: 5, most: 20 },
  };
  const sending = sendSpool(spool, { ...all, ...options });
  const end = async () => {
    stop.abort();
    await sending;
  };
  ends.push(end);
  return { said, stop: end };
}
const lines = (from: number, count: number, length = 50) =>
  Array.from({ length: count }, (_, i) => `line ${from + i} ${'x'.repeat(length)}\n`).join('');
const arrived = (text: string) => vi.waitFor(() => expect(all.get('alpha')?.text === text).toBe(true), long);

test('what waits is sent, then what comes, each line once', async () => {
  const spool = await openSpool();
  await spool.append(bytesOf(lines(0, 5_000)));
  const { said } = await send(spool);
  await arrived(lines(0, 5_000));
  await spool.append(bytesOf(lines(5_000, 10)));
  await arrived(lines(0, 5_010));
  expect(said).toEqual(['Connected; 304 kB to be sent.']);
  expect(counts.lines).toBe(5_010);
});

test('a line longer than a frame', async () => {
  const spool = await openSpool();
  await spool.append(bytesOf(`${'y'.repeat(3 * MAX_PIECE)}\nnext\n`));
  await send(spool);
  await arrived(`${'y'.repeat(3 * MAX_PIECE)}\nnext\n`);
});

test('[L18] across a line that breaks after any byte, and a relay that has lost what it had not kept', async () => {
  const spool = await openSpool();
  let [sent, number] = ['', 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ lines: fc.integer({ min: 1, max: 400 }), passes: fc.integer({ min: 1, max: 30_000 }), cut: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
      async (deeds) => {
        const { stop } = await send(spool);
        for (const deed of deeds) {
          receiver.passes = deed.passes;
          const text = lines(number, deed.lines);
          number += deed.lines;
          sent += text;
          await spool.append(bytesOf(text));
          if (deed.cut) receiver.cut();
        }
        receiver.passes = Number.POSITIVE_INFINITY;
        await arrived(sent);
        await stop();
      },
    ),
    { seed: 7_004, numRuns: 25 },
  );
}, 120_000);

test('[L18] a forwarder that is started anew goes on; one whose folder is lost begins another spool', async () => {
  let spool = await Spool.open(folder, 1e9);
  await spool.append(bytesOf(lines(0, 10)));
  const first = await send(spool);
  await arrived(lines(0, 10));
  await first.stop();
  await spool.append(bytesOf(lines(10, 10)));
  await spool.close();
  spool = await openSpool();
  const second = await send(spool);
  await arrived(lines(0, 20));
  await second.stop();
  await ends.splice(1, 1)[0]!();
  await rm(join(folder, 'servers'), { recursive: true });
  spool = await openSpool();
  await spool.append(bytesOf('anew\n'));
  const { said } = await send(spool);
  await arrived(`${lines(0, 20)}anew\n`);
  expect(said[0]).toContain('more than there is here');
});

test('what had to be dropped before it was sent is said to be lost; what follows arrives', async () => {
  const spool = await openSpool(20_000_000);
  const piece = lines(0, 15_000, 1_000);
  for (let i = 0; i < 4; i++) await spool.append(bytesOf(piece));
  await spool.append(bytesOf('the last\n'));
  expect(spool.start).toBeGreaterThan(0);
  const { said } = await send(spool);
  await vi.waitFor(() => expect(all.get('alpha')?.text.endsWith('\nthe last\n')).toBe(true), long);
  expect(said[0]).toContain('are lost');
  expect(all.get('alpha')!.text.length).toBe(spool.end - spool.start);
});

test('what has arrived takes no room', async () => {
  const spool = await openSpool();
  const piece = lines(0, 18_000, 1_000);
  await send(spool);
  for (let i = 0; i < 4; i++) await spool.append(bytesOf(piece));
  await vi.waitFor(() => expect(all.get('alpha')?.text.length).toBe(4 * piece.length), long);
  await vi.waitFor(() => expect(spool.start).toBeGreaterThan(piece.length), long);
});

test('a relay that cannot keep it is tried again, with all that it has not kept', async () => {
  const inlet = await all.open('alpha');
  inlet.problem = { code: 'disk-full', file: '', line: 0, detail: '', tip: '' };
  const spool = await openSpool();
  await spool.append(bytesOf(lines(0, 10)));
  const { said } = await send(spool);
  await vi.waitFor(() => expect(said.some((line) => line.includes('could not keep'))).toBe(true), long);
  inlet.problem = null;
  await arrived(lines(0, 10));
});

test('of two with the same spool the one that came last goes on', async () => {
  const spool = await openSpool();
  await spool.append(bytesOf(lines(0, 10)));
  const first = await send(spool, { backoff: { first: 600_000, most: 600_000 } });
  await arrived(lines(0, 10));
  await send(spool);
  await vi.waitFor(() => expect(first.said.at(-1)).toContain('Another forwards the same'), long);
  await spool.append(bytesOf(lines(10, 10)));
  await arrived(lines(0, 20));
});

test('a relay that does not answer is left', async () => {
  const spool = await openSpool();
  const { said } = await send(spool, { silence: 60 });
  await vi.waitFor(() => expect(said[0]).toContain('Connected'), long);
  // It hears, and says nothing.
  vi.spyOn(WebSocket.prototype, 'pong').mockImplementation(() => {});
  try {
    await vi.waitFor(() => expect(said.some((line) => line.includes('does not answer'))).toBe(true), long);
  } finally {
    vi.restoreAllMocks();
  }
});

describe('who is let in', () => {
  test.each([
    ['another relay’s token', async () => await new Tokens(new Uint8Array(32)).sign({ server: 'alpha', use: 'write' }), 'token-bad'],
    ['an expired one', async () => await tokens.sign({ server: 'alpha', use: 'write', days: -1 }), 'token-expired'],
    ['another server’s', async () => await tokens.sign({ server: 'beta', use: 'write' }), 'token-other'],
    ['one to watch with', async () => await tokens.sign({ server: 'alpha', use: 'watch' }), 'token-other'],
  ])('not %s; it is said once', async (_what, token, why) => {
    const spool = await openSpool();
    await spool.append(bytesOf('secret\n'));
    const { said } = await send(spool, { token: await token() });
    await vi.waitFor(() => expect(counts.refusals.length).toBeGreaterThan(2), long);
    expect(new Set(counts.refusals)).toEqual(new Set([why]));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('does not accept the token');
    expect(all.all.size).toBe(0);
  });

  const talk = async (...messages: (string | Uint8Array)[]): Promise<number> => {
    const socket = new WebSocket(receiver.to('alpha'));
    socket.on('error', () => {});
    const code = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.once('open', resolve));
    for (const message of messages) socket.send(message);
    return await code;
  };
  const hello = async (more: object = {}) =>
    JSON.stringify({ type: 'hello', v: 1, token: await tokens.sign({ server: 'alpha', use: 'write' }), spool: 'abcdefgh', ...more });

  test.each([
    ['no hello', async () => ['nothing']],
    ['a hello of another version', async () => [await hello({ v: 2 })]],
    ['a spool with a name like a path', async () => [await hello({ spool: '../../etc/passwd' })]],
    ['lines before the hello', async () => [encodePiece(0, bytesOf('one\n'))]],
    ['a second hello', async () => [await hello(), await hello()]],
    ['a hello that is far too long', async () => [await hello({ more: 'x'.repeat(10_000) })]],
  ])('not %s', async (_what, messages) => {
    expect(await talk(...(await messages()))).toBe(4400);
    expect(counts.refusals).toEqual(['bad-frame']);
    expect(all.get('alpha')?.text ?? '').toBe('');
  });

  test('nor who comes back to what was sent, or sends what is no frame', async () => {
    for (const bad of [
      encodePiece(0, bytesOf('two\n')),
      bytesOf('no place'),
      bytesOf('-1\nx\n'),
      encodePiece(4, new Uint8Array(MAX_PIECE + 1)),
    ]) {
      const socket = new WebSocket(receiver.to('alpha'));
      const code = new Promise<number>((resolve) => socket.on('close', resolve));
      const answers: string[] = [];
      socket.on('message', (data) => answers.push(String(data)));
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(await hello());
      await vi.waitFor(() => expect(answers).toHaveLength(1), long);
      const { offset } = readAnswer(answers[0]!)!;
      if (offset === 0) {
        socket.send(encodePiece(0, bytesOf('one\n')));
        await vi.waitFor(() => expect(answers).toHaveLength(2), long);
      }
      socket.send(bad);
      expect(await code).toBe(4400);
    }
    expect(all.get('alpha')!.text).toBe('one\n');
  });

  test('who says nothing is not waited for', async () => {
    receiver.close();
    receiver = await Receiver.listen(all, tokens, { counts, limits: { hello: 30 } });
    expect(await talk()).toBe(4400);
    expect(counts.refusals).toEqual(['too-slow']);
  });

  test('more than there is room for', async () => {
    receiver.close();
    receiver = await Receiver.listen(all, tokens, { counts, limits: { forwarders: 0 } });
    expect(await talk()).toBe(4429);
    expect(counts.refusals).toEqual(['too-many']);
  });
});

test('whatever comes, it is read or refused', () => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array({ maxLength: 60 }), fc.json(), (text, bytes, json) => {
      for (const one of [text, json]) expect([readHello(one), readAnswer(one)]).toEqual([null, null]);
      const piece = decodePiece(bytes);
      if (piece.ok) expect(Number.isSafeInteger(piece.value.offset)).toBe(true);
    }),
    { seed: 7_005, numRuns: 1_000 },
  );
});
