/** Stored worlds of any number of chunks, whose charts and ground repeat those of a small generated one. */
import { generate } from '../../mod/sample/generate';
import type { Kernels } from '../../src/core/kernels/kernels';
import { type ChunkPosition, type LineEnvelope, MARKER, type Packet, type TilesPacket } from '../../src/core/packet/schema';
import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';

export const WORLD = 'tiled';
const FLUSH = 32 * 1024 * 1024;

/** A square around the origin, charted row by row. */
export async function tiledStore(chunks: number, kernels: Kernels): Promise<MemoryStore> {
  const charts: string[] = [];
  const grounds: TilesPacket[] = [];
  const take = (packet: Packet): void => {
    if (packet.kind === 'chart' && packet.px !== undefined) charts.push(packet.px);
    else if (packet.kind === 'tiles' && packet.runs !== undefined) grounds.push(packet);
  };
  generate({ seed: 7, chunks: 400, hours: 1, onLine: () => {}, onPacket: take });

  const store = new MemoryStore();
  const importer = await new Library(store, kernels).importer();
  const log = importer.log('tiled.log', 'bench');
  let line = 0;
  const add = (d: Packet[]): void => {
    line += 1;
    const envelope: LineEnvelope = { v: 1, at: [0, 0], d };
    // What waits for its world is read again from its text.
    log.entry({ line, clock: null, text: MARKER + JSON.stringify(envelope), type: 'packets', envelope });
  };
  add([
    { kind: 'header', tick: 0, world: WORLD, seed: 1, game: '2.0.76', mods: [], next: 1, chain: 0, checkpoints: [] },
    { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
    { kind: 'forces', tick: 0, list: [{ index: 1, name: 'player' }] },
  ]);
  const side = Math.ceil(Math.sqrt(chunks));
  for (let i = 0; i < chunks; i++) {
    const at: ChunkPosition = [(i % side) - (side >> 1), Math.floor(i / side) - (side >> 1)];
    add([
      { kind: 'chart', tick: 100 + i, surface: 1, force: 1, at, px: charts[i % charts.length]! },
      { ...grounds[i % grounds.length]!, tick: 100 + i, at },
    ]);
    if (importer.pending > FLUSH) await importer.flush();
  }
  await importer.finish();
  return store;
}
