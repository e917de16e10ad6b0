/**
 * The map's own pixels, per force. Nothing says that they are equal on all peers, so all of this lives in locals: what was
 * sent, what waits, when. Only local lines are made of it [P20].
 */
import type { OnChunkChartedEvent, OnChunkDeletedEvent } from 'factorio:runtime';
import type { ChartPacket, Tick } from '../src/core/packet/schema';
import { isLeft, spendCalls } from './budget';
import { fallbackPixels } from './chart-fallback';
import { listen } from './events';
import { type ChunkKey, chunkKey, chunkOf, surfaceOf } from './keys';
import { surfaceAt } from './lookup';
import { options } from './options';
import { local } from './outbox';

interface Seen {
  hash: number;
  /** When it was last looked at. */
  at: Tick;
}
interface ForceCharts {
  seen: LuaMap<ChunkKey, Seen>;
  waiting: LuaSet<ChunkKey>;
}
const forces = new LuaMap<number, ForceCharts>();
/** Those that wait, in order: force and chunk by number. */
interface Line {
  force: LuaMap<number, number>;
  chunk: LuaMap<number, ChunkKey>;
  head: number;
  tail: number;
}
const newLine = (): Line => ({ force: new LuaMap(), chunk: new LuaMap(), head: 0, tail: 0 });
/** Chunks never told need not wait behind those whose interval is not over. */
const fresh = newLine();
const again = newLine();

/** Chunks of one tick: each is read, packed and compared. */
const AT_ONCE = 8;
const MODULUS = 4294967296;
const FACTOR = 69069;
/** `get_chunk_chart` is there since this version. */
const SINCE = '2.0.61';

const chartsOf = (force: number): ForceCharts => {
  let charts = forces.get(force);
  if (charts === undefined) {
    charts = { seen: new LuaMap(), waiting: new LuaSet() };
    forces.set(force, charts);
  }
  return charts;
};

function hashOf(text: string): number {
  let hash = text.length;
  for (let i = 1; i <= text.length; i++) hash = (hash * FACTOR + string.byte(text, i) + 1) % MODULUS;
  return hash;
}

const ability: { has?: boolean } = {};
function hasCharts(): boolean {
  ability.has ??= helpers.compare_versions(helpers.game_version, SINCE) >= 0;
  return ability.has;
}

/** Looks at one force's chart of a chunk and tells it if it is new. `key`: the keyframe it belongs to. */
export function tellChart(force: number, chunk: ChunkKey, key?: Tick): void {
  const surface = surfaceAt(surfaceOf(chunk));
  const owner = game.forces[force];
  if (surface === undefined || !owner?.valid) return;
  const at = chunkOf(chunk);
  spendCalls(1, true);
  let pixels: string | undefined;
  if (hasCharts()) pixels = owner.get_chunk_chart(surface, at) ?? undefined;
  else if (owner.is_chunk_charted(surface, at)) pixels = fallbackPixels(surface, chunk, owner);
  if (pixels === undefined) return;
  const px = helpers.encode_string(pixels);
  if (px == null) return;
  const { seen } = chartsOf(force);
  const hash = hashOf(px);
  const known = seen.get(chunk);
  if (known !== undefined && known.hash === hash) {
    known.at = game.tick;
    return;
  }
  seen.set(chunk, { hash, at: game.tick });
  const packet: ChartPacket = { kind: 'chart', tick: game.tick, surface: surfaceOf(chunk), force, at, px };
  if (key !== undefined) packet.key = key;
  local.push(packet);
}

/** Tells of charts that wait, as far as the tick allows. */
export function tellCharts(now: Tick): void {
  const told = tellLine(fresh, now, 0);
  tellLine(again, now, told);
}

function tellLine(line: Line, now: Tick, before: number): number {
  let count = before;
  while (line.head < line.tail && count < AT_ONCE && isLeft(true)) {
    const force = line.force.get(line.head)!;
    const chunk = line.chunk.get(line.head)!;
    const charts = chartsOf(force);
    const known = charts.seen.get(chunk);
    if (line === again && known !== undefined && now < known.at + options().chart) break;
    line.force.delete(line.head);
    line.chunk.delete(line.head);
    line.head += 1;
    charts.waiting.delete(chunk);
    tellChart(force, chunk);
    count += 1;
  }
  return count;
}

/** All is told again: an admin asks for it. */
export function forgetCharts(): void {
  for (const [, charts] of forces) charts.seen = new LuaMap();
}

export const chartsWaiting = (): number => fresh.tail - fresh.head + again.tail - again.head;

listen<OnChunkChartedEvent>('on_chunk_charted', ({ surface_index, position, force }) => {
  const { index } = force;
  const chunk = chunkKey(surface_index, position.x, position.y);
  const { seen, waiting } = chartsOf(index);
  if (waiting.has(chunk)) return;
  waiting.add(chunk);
  const line = seen.has(chunk) ? again : fresh;
  line.force.set(line.tail, index);
  line.chunk.set(line.tail, chunk);
  line.tail += 1;
});

listen<OnChunkDeletedEvent>('on_chunk_deleted', ({ surface_index, positions }) => {
  for (const { x, y } of positions) for (const [, { seen }] of forces) seen.delete(chunkKey(surface_index, x, y));
});
listen<{ surface_index: number }>('on_surface_cleared', ({ surface_index }) => {
  for (const [, charts] of forces) {
    const kept = new LuaMap<ChunkKey, Seen>();
    for (const [chunk, seen] of charts.seen) if (surfaceOf(chunk) !== surface_index) kept.set(chunk, seen);
    charts.seen = kept;
  }
});
