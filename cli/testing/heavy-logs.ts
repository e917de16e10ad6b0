/** Logs too large to keep, made while they are read. */
import { gzipSync } from 'node:zlib';
import { bytesSource, type Source } from '../../src/import/source';
import { HEAD } from '../../src/import/windows';

const START = '   0.000 2026-03-14 18:02:11; Factorio 2.0.76 (build 84451, linux64, headless, space-age)';
const PIECE = 1 << 20;
const encoder = new TextEncoder();

/** A source that can be read once, from front to back; its head as often as is wanted. */
function poured(name: string, size: number, pieces: Iterator<Uint8Array>): Source {
  const first = pieces.next().value as Uint8Array;
  let held = first;
  let at = 0;
  const take = (length: number): Uint8Array => {
    const out = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      if (held.length === 0) held = pieces.next().value as Uint8Array;
      const part = held.subarray(0, length - done);
      out.set(part, done);
      held = held.subarray(part.length);
      done += part.length;
    }
    at += length;
    return out;
  };
  return {
    name,
    size,
    async slice(start, end) {
      const to = Math.min(end, size);
      if (to - start <= HEAD && to <= first.length) return first.slice(start, to);
      if (start !== at) throw new Error(`read at ${start}, not at ${at}`);
      return take(to - start);
    },
  };
}

function* bytesOf(lines: Iterator<string>): Generator<Uint8Array, never> {
  for (;;) {
    let text = '';
    while (text.length < PIECE) text += `${lines.next().value}\n`;
    yield encoder.encode(text);
  }
}

const seconds = (n: number): string => (4.2 + n / 60).toFixed(3).padStart(8);
/** Readers compare chains, and never recompute them. */
const chainOf = (seq: number, history = 0): number => (Math.imul(seq, 2654435761) ^ Math.imul(history, 40503)) >>> 0;
const chained = (seq: number, d: unknown[], history = 0): string =>
  `Factoscope:${JSON.stringify({ v: 1, chain: chainOf(seq, history), seq, d })}`;
const header = (seq: number, tick: number) => ({
  ...{ kind: 'header', tick, world: 'heavy', seed: 1, game: '2.0.76', mods: [['base', '2.0.76']], checkpoints: [] },
  ...{ next: seq, chain: seq === 1 ? 0 : chainOf(seq - 1) },
});

/** A server's: of five lines one is ours, with a fifth of the bytes. */
function* server(): Generator<string, never> {
  yield START;
  for (let n = 1; ; n++) {
    const at = seconds(n);
    const d =
      n % 36_000 === 1
        ? header(n, n)
        : n % 10 === 0
          ? { kind: 'chat', tick: n, player: 1 + (n % 8), text: `hello for the ${n}th time` }
          : {
              ...{ kind: 'changed', tick: n, surface: 1 },
              list: [
                { id: n % 20_000, name: 'assembling-machine-1', at: [(n % 20_000) % 640, Math.floor((n % 20_000) / 640) * 4], dir: n % 4 },
              ],
            };
    yield `${at} Script @__factoscope__/emit.lua:42: ${chained(n, [d])}`;
    for (let i = 0; i < 4; i++)
      yield `${at} Script @__another-mod__/control.lua:${100 + i}: ${i === 3 ? 'something happened' : 'something else did'} at ${n} in the chunk ${n % 977} of a surface, says the mod, and goes on to tell of it`;
  }
}

/** A console's: all of it is story, and no line has a tick. */
function* talk(): Generator<string, never> {
  for (let n = 0; ; n++) {
    const date = new Date(Date.UTC(2026, 2, 14) + n * 250).toISOString();
    yield `${date.slice(0, 10)} ${date.slice(11, 19)} [CHAT] somebody: hello for the ${n}th time`;
  }
}

/** Parts whose others never come, of chained lines and of local ones. */
function* parts(): Generator<string, never> {
  yield chained(1, [header(1, 1)]);
  const d = '[{"kind":"chat","tick":1,'.padEnd(3000, 'x');
  for (let n = 2; ; n += 2) {
    const chain = chainOf(n);
    yield `Factoscope:${JSON.stringify({ v: 1, chain, seq: n, part: [1, 2, n], d })}`;
    yield `Factoscope:${JSON.stringify({ v: 1, at: [n, chain], part: [1, 2, n], d })}`;
  }
}

/** Packets of which nothing tells the world. */
function* headless(): Generator<string, never> {
  for (let n = 1; ; n++) yield chained(n, [{ kind: 'chat', tick: n, player: 1, text: `hello for the ${n}th time` }]);
}

/** Packets of which none can be read. */
function* broken(): Generator<string, never> {
  yield START;
  for (let n = 1; ; n++) yield `${seconds(n)} Script @__factoscope__/emit.lua:42: Factoscope:{"v":1,"d":[{"kind":${n}`;
}

function* oneLine(): Generator<Uint8Array, never> {
  yield encoder.encode(`${START}\n`.padEnd(HEAD, '\n'));
  const piece = new Uint8Array(PIECE).fill(97);
  for (;;) yield piece;
}

/** A log's first line and then nothing but zeros, in members of 256 MB. */
function gzipBomb(size: number): Source {
  const first = gzipSync(`${START}\n`.padEnd(HEAD, '\n'));
  const member = gzipSync(Buffer.alloc(1 << 28));
  const count = Math.ceil(size / (1 << 28));
  return bytesSource('bomb.log.gz', Buffer.concat([first, ...Array.from({ length: count }, () => member)]));
}

export const heavyLogs: Record<string, (size: number) => Source> = {
  server: (size) => poured('server.log', size, bytesOf(server())),
  talk: (size) => poured('console.log', size, bytesOf(talk())),
  parts: (size) => poured('parts.log', size, bytesOf(parts())),
  headless: (size) => poured('headless.log', size, bytesOf(headless())),
  broken: (size) => poured('broken.log', size, bytesOf(broken())),
  'one line': (size) => poured('line.log', size, oneLine()),
  'gzip bomb': gzipBomb,
};
