/** What `render` draws when not everything is said: the same that the site would show. */
import type { ForceIndex, SurfaceIndex, Tick } from '../src/core/packet/schema';
import type { View, WorldInfo } from '../src/core/world/types';
import type { World } from '../src/core/world/world';
import { NothingThere, WrongUse } from './wrong-use';

/** undefined: as it comes. */
export interface Wanted {
  world: string | undefined;
  branch: string | undefined;
  surface: string | undefined;
  force: string | undefined;
  tick: Tick | undefined;
  base: 'chart' | 'terrain' | undefined;
  resources: boolean;
  buildings: boolean;
}

type Say = (line: string) => void;

const quoted = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');

export function chooseWorld(worlds: readonly WorldInfo[], wanted: string | undefined): WorldInfo {
  if (worlds.length === 0) throw new NothingThere('There is no world in these files.');
  const [first, ...more] = wanted === undefined ? worlds : worlds.filter(({ id }) => id === wanted);
  const list = worlds.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  if (first === undefined) throw new WrongUse(`There is no world ${wanted} in these files, but:\n${list}`);
  if (more.length > 0) throw new WrongUse(`There are several worlds in these files: choose one by --world ID.\n${list}`);
  return first;
}

/** The whole view. Throws WrongUse for a name that is not there, NothingThere where nothing could be drawn. */
export async function chooseView(world: World, wanted: Wanted, say: Say): Promise<View> {
  const { info } = world;
  const surface = surfaceOf(info, wanted.surface);
  const plain: View = {
    ...{ world: info.id, branch: branchOf(info, wanted.branch), surface, force: null },
    ...{ base: 'none', resources: wanted.resources, buildings: wanted.buildings, tick: tickOf(info, wanted.tick, say) },
  };
  const everyone = await world.bases(plain);
  const charted = everyone.chart || everyone.charted > 0;
  const force = forceOf(info, wanted.force);
  if (!charted && wanted.force !== undefined && force !== null) say('No log says what is charted there: all forces are drawn.');
  const view = { ...plain, force: charted ? force : null };
  const { chart } = await world.bases(view);
  return { ...view, base: wanted.base ?? (chart ? 'chart' : 'terrain') };
}

export function branchOf({ branches }: WorldInfo, wanted: string | undefined): string {
  const found = branches.find(({ id, opens }) => (wanted === undefined ? opens : id === wanted));
  if (found === undefined && wanted !== undefined)
    throw new WrongUse(`There is no branch ${wanted}, but ${quoted(branches.map(({ id }) => id))}.`);
  return found?.id ?? 'main';
}

/** By name, or a platform's; of those of one name the one that still is; else the one of lowest index that has a map. */
export function surfaceOf({ surfaces }: WorldInfo, wanted: string | undefined): SurfaceIndex {
  const sorted = [...surfaces].sort((a, b) => a.index - b.index);
  if (wanted === undefined) {
    const first = sorted.find(({ map }) => map);
    if (first === undefined) throw new NothingThere('There is no map in these files: `inspect` says what is in them, and how to get one.');
    return first.index;
  }
  const named = sorted.filter(({ name }) => name === wanted);
  // What the site calls a platform is the name its players gave it.
  const called = named.length > 0 ? named : sorted.filter(({ platform }) => platform === wanted);
  const there = called.filter(({ gone }) => gone !== true);
  const names = (some: typeof sorted) =>
    some.map(({ name, platform }) => JSON.stringify(name) + (platform ? ` (${JSON.stringify(platform)})` : '')).join(', ');
  if (named.length === 0 && there.length > 1) throw new WrongUse(`There are several surfaces ${wanted}: ${names(there)}.`);
  const found = there[0] ?? called[0];
  if (found === undefined) throw new WrongUse(`There is no surface ${wanted}, but ${names(sorted)}.`);
  return found.index;
}

/** `player`, or the only one; null, all of them, where that leaves a choice. */
export function forceOf({ forces }: WorldInfo, wanted: string | undefined): ForceIndex | null {
  if (wanted === undefined)
    return (forces.find(({ name }) => name === 'player') ?? (forces.length === 1 ? forces[0] : undefined))?.index ?? null;
  const found = forces.find(({ name }) => name === wanted);
  if (found === undefined && wanted !== ALL)
    throw new WrongUse(`There is no force ${wanted}, but ${quoted(forces.map(({ name }) => name))}, and ${ALL} for all.`);
  return found?.index ?? null;
}

/** As in the site's addresses. */
const ALL = '*';

function tickOf({ ticks }: WorldInfo, wanted: Tick | undefined, say: Say): Tick | null {
  if (wanted === undefined || ticks === null) return null;
  const [first, last] = ticks;
  const tick = Math.min(Math.max(wanted, first), last);
  if (tick !== wanted) say(`Tick ${wanted} lies outside of what these files know, ${first} to ${last}: tick ${tick} is drawn.`);
  return tick;
}
