/** What a world says of itself, drawn from its blocks: names, spans, counts. */
import type { Tick } from '../packet/schema';
import { chunkKey } from './geometry';
import type { OpenWorld } from './stored-world';
import type { Span, WorldInfo } from './types';
import { chartLane, tilesLane, type Unit } from './unit';

export const LAST: Tick = Number.MAX_SAFE_INTEGER;

/** The unit of the branch that opens. */
export function openingUnit(world: OpenWorld): Unit {
  const opens = world.stored.info.branches.find((branch) => branch.opens)?.id;
  const at = world.stored.units.findIndex((unit) => unit.branch === opens);
  return world.units[at] ?? world.units[0]!;
}

export async function summarise(world: OpenWorld, settled: boolean): Promise<void> {
  const { info } = world.stored;
  info.ticks = spanOf(world.runs.flatMap((run) => [run.firstTick, run.lastTick]));
  info.clocks = spanOf(world.runs.flatMap((run) => run.anchors.map(([, clock]) => clock)));
  if (!settled && info.branches.length === 1) info.branches[0]!.ticks = info.ticks;
  const unit = openingUnit(world);
  const state = await unit.stateAt(LAST);
  const maps = mapped(world);
  const surfaces = new Map<number, WorldInfo['surfaces'][number]>();
  // What is gone from the state may still have a map of its past.
  for (const surface of info.surfaces) if (maps.has(surface.index)) surfaces.set(surface.index, { ...surface, gone: true });
  for (const index of maps)
    if (!surfaces.has(index)) surfaces.set(index, { index, name: index === 1 ? 'nauvis' : `surface ${index}`, map: true });
  for (const { index, name, planet, platform } of Object.values(state.surfaces)) {
    surfaces.set(index, { index, name, ...(planet ? { planet } : {}), ...(platform ? { platform } : {}), map: maps.has(index) });
  }
  info.surfaces = [...surfaces.values()].sort((a, b) => a.index - b.index);
  info.forces = Object.values(state.forces).map(({ index, name, color }) => ({ index, name, ...(color ? { color } : {}) }));
  const players = Object.values(state.players).map(({ index, name, color }) => ({
    index,
    name: name ?? `player ${index}`,
    ...(color ? { color } : {}),
  }));
  const known = new Set(players.map((player) => player.name));
  info.players = [...players, ...world.stored.names.filter((name) => !known.has(name)).map((name) => ({ index: 0, name }))];
  if (world.stored.members === undefined) delete info.joined;
  else info.joined = true;
  info.chunks = await chunkCounts(unit, info);
  if (!info.name) info.name = nameOf(info);
}

function spanOf(values: readonly (number | null)[]): Span | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null) continue;
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return first <= last ? [first, last] : null;
}

function mapped(world: OpenWorld): Set<number> {
  const surfaces = new Set<number>();
  for (const unit of world.units) {
    for (const chart of unit.charts) surfaces.add(Number(chart.split('/')[0]));
    for (const surface of [...unit.grounds, ...unit.built]) surfaces.add(surface);
  }
  return surfaces;
}

export async function chunkCounts(unit: Unit, info: WorldInfo, until: Tick = LAST): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const { index, name, map } of info.surfaces) {
    if (!map) continue;
    const lanes = [
      tilesLane(index),
      ...[...unit.allCharts()].filter((key) => key.startsWith(`${index}/`)).map((key) => chartLane(index, Number(key.split('/')[1]))),
    ];
    const chunks = new Set<number>();
    for (const lane of lanes) for (const chunk of await unit.known(lane, until)) chunks.add(chunkKey(chunk));
    if (chunks.size) counts.push([name, chunks.size]);
  }
  // fromEntries defines properties, so a surface called __proto__ is one like any other.
  return Object.fromEntries(counts);
}

const PLAIN_NAMES = /^(factorio-(current|previous)|console|server|stdout|docker|journal|log|output|nohup)$/i;

function nameOf(info: WorldInfo): string {
  const file =
    info.files[0]
      ?.split('/')
      .at(-1)
      ?.replace(/\.(log|txt|jsonl|json|gz|zip|out)\b/gi, '') ?? '';
  if (file && !PLAIN_NAMES.test(file)) return file.slice(0, 60);
  return info.seed !== null ? `World ${info.seed}` : info.gameVersion ? `Factorio ${info.gameVersion}` : 'World';
}
