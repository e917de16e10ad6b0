/** What forces have made, used and killed on each surface since the world began, at an interval, one pair of them a tick. */
import type { LuaFlowStatistics, LuaForce, LuaSurface } from 'factorio:runtime';
import type { StatisticsPacket, Tick } from '../src/core/packet/schema';
import { spendCalls } from './budget';
import { surfaceAt } from './lookup';
import { options } from './options';
import { chained } from './outbox';
import { forceIndices } from './registry';
import { state } from './state';

type Counts = Record<string, number>;
const CALLS = 5;

function addTo(counts: Counts, more: Counts): void {
  for (const [name, count] of pairs(more)) counts[name] = ((counts[name] as number | undefined) ?? 0) + count;
}

const isEmpty = (counts: Counts): boolean => next(counts as unknown as AnyTable)[0] === undefined;
type AnyTable = Parameters<typeof next>[0];

function statisticsOf(force: LuaForce, surface: LuaSurface, tick: Tick): StatisticsPacket | undefined {
  const produced: Counts = {};
  const consumed: Counts = {};
  const kills: Counts = {};
  const items: LuaFlowStatistics = force.get_item_production_statistics(surface);
  const fluids: LuaFlowStatistics = force.get_fluid_production_statistics(surface);
  addTo(produced, items.input_counts);
  addTo(produced, fluids.input_counts);
  addTo(consumed, items.output_counts);
  addTo(consumed, fluids.output_counts);
  addTo(kills, force.get_kill_count_statistics(surface).input_counts);
  if (isEmpty(produced) && isEmpty(consumed) && isEmpty(kills)) return undefined;
  const packet: StatisticsPacket = { kind: 'statistics', tick, force: force.index, surface: surface.index };
  if (!isEmpty(produced)) packet.produced = produced;
  if (!isEmpty(consumed)) packet.consumed = consumed;
  if (!isEmpty(kills)) packet.kills = kills;
  const enemy = game.forces.enemy;
  if (enemy != null) packet.evolution = enemy.get_evolution_factor(surface);
  packet.pollution = surface.get_total_pollution();
  return packet;
}

/** A number that tells whether anything was made, used or killed since. */
function markOf({ produced, consumed, kills }: StatisticsPacket): string {
  let sum = 0;
  for (const counts of [produced, consumed, kills]) if (counts !== undefined) for (const [, count] of pairs(counts)) sum += count;
  return string.format('%.3f', sum);
}

export function lookAtStatistics(tick: Tick): void {
  const kept = state().statistics;
  if (tick % options().statistics === 0) {
    kept.list = [];
    kept.cursor = 0;
    const forces = forceIndices();
    for (const [, surface] of game.surfaces) for (const force of forces) kept.list.push(force, surface.index);
  }
  if (kept.cursor >= kept.list.length) return;
  const force = game.forces[kept.list[kept.cursor]!];
  const surface = surfaceAt(kept.list[kept.cursor + 1]!);
  kept.cursor += 2;
  if (!force?.valid || surface === undefined) return;
  spendCalls(CALLS, false);
  const packet = statisticsOf(force, surface, tick);
  if (packet === undefined) return;
  const key = `${force.index}/${surface.index}`;
  const mark = markOf(packet);
  if (kept.said.get(key) === mark) return;
  kept.said.set(key, mark);
  chained.push(packet);
}
