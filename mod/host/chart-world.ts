/** A world of chart packets alone, cut from a picture with one pixel a tile: for tests with the game's own map pictures. */
import { readFileSync } from 'node:fs';
import type { ChunkPosition, Packet } from '../../src/core/packet/schema';
import { type Emitter, encode, ScriptEmitter } from '../sample/emitter';
import { decodePng } from './png';

export interface ChartWorld {
  /** Lines of a log, as the mod writes them. */
  lines: string[];
  /** What a chart keeps of the picture: RGB565 by chunk, "x/y". */
  truth: Map<string, Uint16Array>;
  chunks: ChunkPosition[];
}

/** The picture's middle becomes the world's [0, 0]; what does not fill a chunk at its edges is left out. */
export function chartWorldFromPng(path: string, emitter: Emitter = new ScriptEmitter()): ChartWorld {
  const { width, height, pixels } = decodePng(readFileSync(path));
  const [wide, high] = [Math.floor(width / 32), Math.floor(height / 32)];
  const truth: ChartWorld['truth'] = new Map();
  const chunks: ChunkPosition[] = [];
  const facts = { world: 'picture', seed: 1, game: '2.0.76', mods: [['base', '2.0.76']] as [string, string][] };
  const lines = [...emitter.header(facts, 0, true, 1), ...emitter.header(facts, 0, false, 1)];
  const packets: Packet[] = [
    { kind: 'surfaces', tick: 0, whole: true, list: [{ index: 1, name: 'nauvis', planet: 'nauvis' }] },
    { kind: 'forces', tick: 0, whole: true, list: [{ index: 1, name: 'player' }] },
  ];
  lines.push(...emitter.chained(packets, 1));
  for (let row = 0; row < high; row++) {
    const charts: Packet[] = [];
    for (let column = 0; column < wide; column++) {
      const bytes = Buffer.alloc(2048);
      const chunk = new Uint16Array(1024);
      for (let i = 0; i < 1024; i++) {
        const at = ((row * 32 + (i >> 5)) * width + column * 32 + (i & 31)) * 4;
        chunk[i] = ((pixels[at]! >> 3) << 11) | ((pixels[at + 1]! >> 2) << 5) | (pixels[at + 2]! >> 3);
        bytes.writeUInt16LE(chunk[i]!, i * 2);
      }
      const place: ChunkPosition = [column - (wide >> 1), row - (high >> 1)];
      chunks.push(place);
      truth.set(place.join('/'), chunk);
      charts.push({ kind: 'chart', tick: 60 + row, surface: 1, force: 1, at: place, px: encode(bytes) });
    }
    lines.push(...emitter.local(charts, 2 + row / 60));
  }
  return { lines, truth, chunks };
}
