/** What is known of chunks: charts, ground, ore, things; region by region, those near players first. */
import { zlibSync } from 'fflate';
import { encodeBase64 } from '../base64';
import type { ChunkPosition, EntityState, Packet, SurfaceIndex } from '../packet/schema';
import { ChartMask } from '../world/chart-mask';
import { chunkAt, RASTER, regionOf, slotOf } from '../world/geometry';
import { keptPacked, unpackPixels } from '../world/pixel-codec';
import { NO_TILE, PIXELS } from '../world/pixels';
import { regionsIn } from '../world/regions-in';
import { LAST } from '../world/summary';
import type { Tables } from '../world/tables';
import { type ChunkThings, depositOf, type EntityRow } from '../world/thing-codec';
import { chartLane, thingsLane, tilesLane } from '../world/unit';
import type { Moment } from './restate-moment';
import { surfacesWithMaps } from './restate-state';

interface Region {
  surface: SurfaceIndex;
  rx: number;
  ry: number;
}

export async function* chunkPackets(moment: Moment): AsyncGenerator<Packet[]> {
  for (const surface of inOrder(moment)) {
    const mask = maskOf(moment, surface);
    for (const [rx, ry] of await regionsOf(moment, surface)) {
      const packets = await regionPackets(moment, { surface, rx, ry }, mask && (await mask.slots(rx, ry)), null);
      if (packets.length > 0) yield packets;
    }
  }
}

/** The ground, ore and things of some chunks, without their charts. */
export async function* someChunks(
  moment: Moment,
  chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[],
): AsyncGenerator<Packet[]> {
  const regions = new Map<string, Region & { slots: Set<number> }>();
  for (const { surface, at } of chunks) {
    if (!moment.surface(surface)) continue;
    const [rx, ry] = [regionOf(at[0], 0), regionOf(at[1], 0)];
    const key = `${surface}/${rx}.${ry}`;
    const region = regions.get(key) ?? { surface, rx, ry, slots: new Set<number>() };
    regions.set(key, region);
    region.slots.add(slotOf(at, 0));
  }
  for (const region of regions.values()) {
    const mask = maskOf(moment, region.surface);
    const packets = await regionPackets(moment, region, mask && (await mask.slots(region.rx, region.ry)), region.slots);
    if (packets.length > 0) yield packets;
  }
}

/** null: the force has charted nothing there. */
function maskOf({ unit, view, isUnchained }: Moment, surface: SurfaceIndex): ChartMask | null {
  if (view.force === null) return ChartMask.of(unit, surface, null, LAST);
  const charts = unit.allCharts();
  if (charts.has(`${surface}/${view.force}`)) return ChartMask.of(unit, surface, view.force, LAST);
  // Kafkatorio tells no charts: nothing is hidden for want of them.
  return isUnchained && charts.size === 0 ? ChartMask.of(unit, surface, null, LAST) : null;
}

const isOnline = ({ online }: { online?: boolean }): boolean => online === true;

/** Surfaces on which most players are first. */
function inOrder({ unit, state, surface }: Moment): SurfaceIndex[] {
  const people = Object.values(state.players).filter(isOnline);
  const count = (index: SurfaceIndex): number => people.filter((player) => player.surface === index).length;
  return [...surfacesWithMaps(unit)].filter(surface).sort((a, b) => count(b) - count(a) || a - b);
}

async function regionsOf(moment: Moment, surface: SurfaceIndex): Promise<[rx: number, ry: number][]> {
  const { unit, state } = moment;
  const regions = new Map<string, [number, number]>();
  const lanes = [...chartsOf(moment, surface).map((force) => chartLane(surface, force)), tilesLane(surface), thingsLane(surface)];
  for (const lane of lanes) for (const region of await regionsIn(unit, lane, null, LAST)) regions.set(region.join(), region);
  const people = Object.values(state.players).filter((player) => isOnline(player) && player.surface === surface && player.at);
  const anchors = people.length > 0 ? people.map(({ at }) => at!) : [[0, 0]];
  const far = ([rx, ry]: [number, number]): number =>
    Math.min(...anchors.slice(0, 8).map(([x, y]) => Math.max(Math.abs((rx + 0.5) * RASTER - x!), Math.abs((ry + 0.5) * RASTER - y!))));
  return [...regions.values()].sort((a, b) => far(a) - far(b));
}

function chartsOf({ unit, force }: Moment, surface: SurfaceIndex): number[] {
  const charts = [...unit.allCharts()].map((key) => key.split('/').map(Number) as [number, number]);
  return charts.flatMap(([on, of]) => (on === surface && force(of) ? [of] : []));
}

/** `allowed`: of the region's chunks, 1 where the force has charted; null: nothing is hidden. `only`: these, without charts. */
async function regionPackets(
  moment: Moment,
  { surface, rx, ry }: Region,
  allowed: Uint8Array | null,
  only: ReadonlySet<number> | null,
): Promise<Packet[]> {
  const { unit, keyed, shows } = moment;
  const nothing = new Map<number, never>();
  const charts = new Map<number, Map<number, Uint8Array>>();
  if (only === null && shows('chart'))
    for (const force of chartsOf(moment, surface)) charts.set(force, await unit.pixelsIn(chartLane(surface, force), rx, ry, LAST));
  const hidden = maskOf(moment, surface) === null;
  const ground = !hidden && shows('tiles') ? await unit.pixelsIn(tilesLane(surface), rx, ry, LAST) : nothing;
  const isTold = !hidden && (shows('entities') || shows('resources'));
  const things = isTold ? await unit.thingsIn(surface, rx, ry, LAST) : nothing;
  const packets: Packet[] = [];
  for (let slot = 0; slot < 64; slot++) {
    if (only && !only.has(slot)) continue;
    const at = chunkAt(rx, ry, slot, 0);
    const base = { ...keyed, surface, at };
    for (const [force, values] of charts) {
      const value = values.get(slot);
      if (value) packets.push(chartPacket({ kind: 'chart', ...keyed, surface, force, at }, value));
    }
    if (allowed && allowed[slot] !== 1) continue;
    const pixels = ground.get(slot);
    if (pixels?.length) packets.push(tilesPacket(base, pixels, moment.open.tables));
    const standing = things.get(slot);
    // Also where nothing is left of what was there: whoever saw it must learn that it has gone.
    if (standing && shows('entities')) packets.push(entitiesPacket(base, standing, moment.open.tables));
    if (standing && shows('resources')) packets.push(resourcesPacket(base, standing, moment.open.tables));
    if (pixels?.length === 0 && isEmpty(standing) && [...charts.values()].every((values) => !values.get(slot)?.length))
      packets.push({ kind: 'chunk-gone', ...base });
  }
  return packets;
}

const isEmpty = (things: ChunkThings | undefined): boolean => !things || things.entities.size + things.deposits.size === 0;

type Base = { tick: number; key: number; surface: SurfaceIndex; at: ChunkPosition };

const values = new Uint16Array(PIXELS);

/** A value as it is kept: one byte where pixels are not known, none where the chart is gone. */
function chartPacket(packet: Extract<Packet, { kind: 'chart' }>, value: Uint8Array): Packet {
  if (value.length === 0) return { ...packet, gone: true };
  const stream = keptPacked(value);
  if (stream) return { ...packet, px: encodeBase64(stream) };
  if (!unpackPixels(value, 0, value.length, values, 0, PIXELS)) return packet;
  return { ...packet, px: encodeBase64(zlibSync(new Uint8Array(values.buffer))) };
}

function tilesPacket(base: Base, pixels: Uint8Array, tables: Tables): Packet {
  const names: string[] = [];
  const runs: number[] = [];
  const indices = new Map<number, number>([[NO_TILE, -1]]);
  if (!unpackPixels(pixels, 0, pixels.length, values, 0, PIXELS)) values.fill(NO_TILE);
  for (let i = 0; i < PIXELS; ) {
    const number = values[i]!;
    let index = indices.get(number);
    if (index === undefined) {
      index = names.push(tables.name(number)) - 1;
      indices.set(number, index);
    }
    const from = i;
    while (i < PIXELS && values[i] === number) i++;
    runs.push(index, i - from);
  }
  return { kind: 'tiles', ...base, names, runs };
}

function entitiesPacket(base: Base, { entities }: ChunkThings, tables: Tables): Packet {
  const rows = [...entities.values()];
  const isKnown = rows.some(({ since, by }) => since >= 0 || by > 0);
  return {
    kind: 'entities',
    ...base,
    whole: true,
    list: rows.map((row) => entityOf(row, tables)),
    ...(isKnown ? { made: rows.flatMap(({ since, by }) => [since, by]) } : {}),
  };
}

/** Of a world there are a million. */
function entityOf({ x, y, id, name, recipe, quality, force, dir, w, h }: EntityRow, tables: Tables): EntityState {
  const entity: EntityState = { name: tables.name(name), at: [x / 256, y / 256] };
  if (id !== 0) entity.id = id;
  if (dir !== 0) entity.dir = dir;
  if (w !== 0 || h !== 0) entity.size = [w / 16, h / 16];
  if (force !== 0) entity.force = force;
  if (recipe !== 0) entity.recipe = tables.name(recipe - 1);
  if (quality !== 0) entity.quality = tables.name(quality - 1);
  return entity;
}

function resourcesPacket(base: Base, { deposits }: ChunkThings, tables: Tables): Packet {
  const [left, top] = [base.at[0] * 32, base.at[1] * 32];
  const amounts = new Map<string, number[]>();
  for (const [key, amount] of deposits) {
    const { name, tile } = depositOf(key);
    const list = amounts.get(tables.name(name)) ?? [];
    amounts.set(tables.name(name), list);
    list.push(left + (tile & 31), top + (tile >> 5), amount);
  }
  // Defined, not assigned: a deposit may be called __proto__.
  return { kind: 'resources', ...base, whole: true, amounts: Object.fromEntries(amounts) };
}
