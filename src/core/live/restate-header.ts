/** Whose lines follow, and when that is by the clock. */
import type { ClockPacket, HeaderPacket } from '../packet/schema';
import { readCoverage } from '../world/coverage';
import type { Moment } from './restate-moment';

/** The game's own as it came last; of a world that has none, one that says no more than which it is. */
export function headerPacketOf({ open: { stored }, state, view, keyed, isUnchained }: Moment): HeaderPacket {
  if (state.header !== null) return { ...state.header, key: Math.max(state.header.tick, keyed.key) };
  const { info, heads, tip } = stored;
  // What lines begin with may be guessed from their hashes, addresses too.
  const longest = (heads ?? []).reduce((a, b) => (b.length > a.length ? b : a), []);
  return {
    kind: 'header',
    ...keyed,
    world: info.id,
    seed: 0,
    game: info.gameVersion ?? '',
    mods: info.mods.map(({ name, version }) => [name, version]),
    next: isUnchained ? 1 : tip![0] + 1,
    chain: isUnchained ? 0 : tip![1],
    checkpoints: [],
    head: view.engine && view.chat ? longest : [],
  };
}

/** The date in the engine's first line, read as UTC as the site does. */
const DATE = /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/;

function launchTime(launch: string | undefined): number | null {
  const found = launch === undefined ? null : DATE.exec(launch);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The latest anchor of the branch. null: nobody has told a clock. */
export async function clockPacket({ open, unit, tick, keyed }: Moment, launch?: string): Promise<ClockPacket | null> {
  const since = launchTime(launch);
  const points: [number, number][] = [];
  for (const layer of unit.layers(tick)) for (const point of (await readCoverage(layer.unit.lanes)).clocks) points.push(point);
  const last = points.reduce<[number, number] | null>((best, point) => (best === null || point[0] >= best[0] ? point : best), null);
  const clocks = open.stored.info.clocks;
  // While lines stream in, what is settled of the clock is older than what has come.
  const [at, time] = clocks && (last === null || clocks[1] > last[1]) ? [tick, clocks[1]] : (last ?? [tick, since]);
  if (time === null) return null;
  return { kind: 'clock', tick: at, key: keyed.key, time, ...(since === null ? {} : { launch: since }) };
}
