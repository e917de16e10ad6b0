/** What is restated: the end of one branch, and what of it a view shows. */
import type { ForceIndex, PacketKind, PlayerIndex, SurfaceIndex, Tick } from '../packet/schema';
import type { JournalState } from '../world/journal';
import type { OpenWorld } from '../world/stored-world';
import { LAST, openingUnit } from '../world/summary';
import type { PlayerNow } from '../world/types';
import type { Unit } from '../world/unit';
import type { LiveView } from './view';

export interface Moment {
  open: OpenWorld;
  unit: Unit;
  view: LiveView;
  state: JournalState;
  /** The last tick that anything tells of. */
  tick: Tick;
  /** Of all that is restated: right before the last tick, so that what later lines tell of that very tick comes on top. */
  keyed: { tick: Tick; key: Tick };
  /** Lines have no numbers: of Kafkatorio's or the engine's alone. */
  isUnchained: boolean;
  shows(kind: PacketKind): boolean;
  surface(surface: SurfaceIndex): boolean;
  force(force: ForceIndex): boolean;
  player(player: Pick<PlayerNow, 'index' | 'force'>): boolean;
  playerOf(index: PlayerIndex): boolean;
}

/** Without these nothing can be shown, whatever kinds are wanted. */
const ALWAYS: ReadonlySet<PacketKind> = new Set(['header', 'surfaces', 'forces', 'prototypes', 'config', 'clock', 'keyframe']);

export async function momentOf(open: OpenWorld, view: LiveView, branch?: string): Promise<Moment> {
  const { info, tip, units } = open.stored;
  const at = branch === undefined ? -1 : units.findIndex((unit) => unit.branch === branch);
  const unit = open.units[at] ?? openingUnit(open);
  const id = branch ?? info.branches.find(({ opens }) => opens)?.id;
  const tick = (info.branches.find((one) => one.id === id)?.ticks ?? info.ticks)?.[1] ?? 0;
  const state = await unit.stateAt(LAST);
  const key = Math.max(0, tick - 1);
  const isUnchained = tip === undefined;
  const force = (index: ForceIndex): boolean => view.force === null || index === view.force;
  // Kafkatorio names a player's force now and then; until it does, he is of the one that is watched.
  const player: Moment['player'] = (one) => (one.force === undefined ? view.force === null || isUnchained : force(one.force));
  return {
    open,
    unit,
    view,
    state,
    tick,
    keyed: { tick: key, key },
    isUnchained,
    shows: (kind) => view.kinds === null || ALWAYS.has(kind) || view.kinds.has(kind),
    surface: (surface) => view.surfaces === null || view.surfaces.has(surface),
    force,
    player,
    playerOf: (index) => player(state.players[index] ?? { index }),
  };
}
