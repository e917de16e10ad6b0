/**
 * A snapshot of a little over 200 MB: 46,000 chunks whose charts came four times, of noise in 16 colors, which nothing makes smaller. Takes minutes
 * to write, so it is kept.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import type { Kernels } from '../../src/core/kernels/kernels';
import { writeContainer } from '../../src/core/pack/write-container';
import { type ChunkPosition, type LineEnvelope, MARKER, type Packet } from '../../src/core/packet/schema';
import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';
import { EVERYTHING } from '../../src/core/world/snapshot/choice';
import { worldBlocks } from '../../src/core/world/snapshot/write';

const WORLD = 'hosted';
const FLUSH = 32 * 1024 * 1024;
const TIMES = 4;
/** Ticks between two charts of a chunk. */
const STEP = 10_000_000;

/** The path of the file. */
export async function hostedFile(kernels: Kernels, chunks = 46_000): Promise<string> {
  const self = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex')
    .slice(0, 12);
  const path = join(fileURLToPath(new URL('../..', import.meta.url)), '.cache/bench', `hosted-${chunks}-${self}.zip`);
  if (existsSync(path)) return path;
  mkdirSync(join(path, '..'), { recursive: true });
  const library = new Library(await noisyStore(chunks, kernels), kernels);
  const open = await library.open(WORLD);
  if (open === null) throw new Error('the world does not open');
  const part = `${path}.${process.pid}`;
  const file = openSync(part, 'w');
  for (const piece of writeContainer(await worldBlocks(open, EVERYTHING), null)) writeSync(file, piece);
  closeSync(file);
  renameSync(part, path);
  return path;
}

async function noisyStore(chunks: number, kernels: Kernels): Promise<MemoryStore> {
  const store = new MemoryStore();
  const importer = await new Library(store, kernels).importer();
  const log = importer.log('noise.log', 'bench');
  let line = 0;
  const add = (d: Packet[]): void => {
    line += 1;
    const envelope: LineEnvelope = { v: 1, at: [0, 0], d };
    log.entry({ line, clock: null, text: MARKER + JSON.stringify(envelope), type: 'packets', envelope });
  };
  add([
    { kind: 'header', tick: 0, world: WORLD, seed: 1, game: '2.0.76', mods: [], next: 1, chain: 0, checkpoints: [] },
    { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
    { kind: 'forces', tick: 0, list: [{ index: 1, name: 'player' }] },
  ]);
  const pixels = noise();
  const side = Math.ceil(Math.sqrt(chunks));
  for (let time = 0; time < TIMES; time++)
    for (let i = 0; i < chunks; i++) {
      const at: ChunkPosition = [(i % side) - (side >> 1), Math.floor(i / side) - (side >> 1)];
      const px = deflateSync(pixels(), { level: 1 }).toString('base64');
      add([{ kind: 'chart', tick: 100 + time * STEP + i, surface: 1, force: 1, at, px }]);
      if (importer.pending > FLUSH) await importer.flush();
    }
  await importer.finish();
  return store;
}

/** The same pixels in every run. */
function noise(): () => Uint8Array {
  const colors = Uint16Array.from({ length: 16 }, (_, i) => i * 4_099 + 17);
  let state = 1;
  return () => {
    const values = new Uint16Array(1_024);
    for (let i = 0; i < values.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      values[i] = colors[state >>> 28]!;
    }
    return new Uint8Array(values.buffer);
  };
}
