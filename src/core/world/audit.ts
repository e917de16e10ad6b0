/**
 * The history of a place: all that happened in an area of a surface, from its lanes. Goes region by region and record by
 * record, so that an area may be as large as the world: what is held is a region's chunks and the rows that are kept.
 */
import type { Tick } from '../packet/schema';
import { Turns } from '../turns';
import { AuditRows, within } from './audit-rows';
import { ChartMask } from './chart-mask';
import { type ClockPoint, readCoverage } from './coverage';
import { ChunkDeeds } from './deeds';
import { chunkAt } from './geometry';
import type { AuditAnswer, AuditQuestion } from './place-types';
import { type Entry, entryValue, type LaneRecord } from './record';
import { regionsIn } from './regions-in';
import { LAST } from './summary';
import type { Tables } from './tables';
import { tellTags } from './tag-deeds';
import type { Area } from './types';
import { thingsLane, type Unit } from './unit';

/** Of areas of more regions the records are read past the cache, which holds what the map shows. */
const FEW_REGIONS = 9;

/** `stopped` throws when nobody waits for the answer any more. */
export async function audit(unit: Unit, tables: Tables, question: AuditQuestion, stopped?: () => void): Promise<AuditAnswer> {
  const { surface, force, area } = question;
  const until = question.until ?? LAST;
  const rows = new AuditRows(question, tables);
  const mask = ChartMask.of(unit, surface, force, until);
  const turns = new Turns(stopped);
  const regions = await regionsIn(unit, thingsLane(surface), area, until);
  for (const [rx, ry] of regions) {
    const slots = await slotsIn(area, rx, ry, mask);
    if (slots.size > 0) await auditRegion(unit, thingsLane(surface), rx, ry, until, slots, regions.length > FEW_REGIONS, rows, turns);
  }
  await tellTags(unit, surface, force, until, (row) => {
    if (within(area, ...row.at)) rows.add(row);
  });
  return rows.answer(await clockOf(unit, until));
}

async function auditRegion(
  unit: Unit,
  lane: string,
  rx: number,
  ry: number,
  until: Tick,
  slots: ReadonlyMap<number, Area>,
  passing: boolean,
  rows: AuditRows,
  turns: Turns,
): Promise<void> {
  const chunks = new Map<number, ChunkDeeds>();
  const chunkOf = (slot: number): ChunkDeeds => {
    let chunk = chunks.get(slot);
    if (!chunk) {
      chunk = new ChunkDeeds((deed) => rows.deed(deed, slots.get(slot)!));
      chunks.set(slot, chunk);
    }
    return chunk;
  };
  for (const layer of unit.layers(until)) {
    for await (const record of layer.unit.lanes.upTo({ lane, level: 0, rx, ry }, layer.tick, passing)) {
      for (const [slot, entries] of entriesBySlot(record, slots)) {
        chunkOf(slot).follow(entries, layer.tick);
        await turns.rest();
      }
    }
  }
  for (const chunk of chunks.values()) chunk.flush();
  await turns.rest();
}

function entriesBySlot(record: LaneRecord, slots: ReadonlyMap<number, unknown>): Map<number, Entry[]> {
  const entries = new Map<number, Entry[]>();
  for (let i = 0; i < record.entryTick.length; i++) {
    const slot = record.entrySlot[i]!;
    if (!slots.has(slot)) continue;
    const entry = { tick: record.entryTick[i]!, slot, bytes: entryValue(record, i) };
    const list = entries.get(slot);
    if (list) list.push(entry);
    else entries.set(slot, [entry]);
  }
  return entries;
}

/** Chunks of a region that the area touches and the force may know of, each with its tiles. */
async function slotsIn(area: Area, rx: number, ry: number, mask: ChartMask): Promise<Map<number, Area>> {
  const slots = new Map<number, Area>();
  for (let slot = 0; slot < 64; slot++) {
    const [cx, cy] = chunkAt(rx, ry, slot, 0);
    const tiles: Area = [cx * 32, cy * 32, cx * 32 + 32, cy * 32 + 32];
    const touches = tiles[0] < area[2] && tiles[1] < area[3] && tiles[2] > area[0] && tiles[3] > area[1];
    if (touches && (mask.open || (await mask.chunk(cx, cy)))) slots.set(slot, tiles);
  }
  return slots;
}

/** The clock at a tick, as far as the branch's logs have told it: between two points in proportion, beyond them by game time. */
export async function clockOf(unit: Unit, until: Tick): Promise<(tick: Tick) => number | null> {
  const points: ClockPoint[] = [];
  for (const layer of unit.layers(until)) {
    const { clocks } = await readCoverage(layer.unit.lanes);
    for (const point of clocks) if (point[0] <= layer.tick || layer.unit === unit) points.push(point);
  }
  points.sort((a, b) => a[0] - b[0]);
  return (tick) => {
    if (points.length === 0) return null;
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle]![0] <= tick) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [points[low - 1], points[low]];
    if (!before) return Math.round(after![1] - ((after![0] - tick) * 1000) / 60);
    if (!after) return Math.round(before[1] + ((tick - before[0]) * 1000) / 60);
    return Math.round(before[1] + ((tick - before[0]) / (after[0] - before[0])) * (after[1] - before[1]));
  };
}
