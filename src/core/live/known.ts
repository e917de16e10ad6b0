/** What must be known of a world before the lines that follow can be thinned. */
import type { ChainPoint, ChunkPosition, SurfaceIndex } from '../packet/schema';
import type { OpenWorld } from '../world/stored-world';
import { LAST, openingUnit } from '../world/summary';
import type { ForceNow, PlayerNow, StopNow } from '../world/types';
import { chartLane } from '../world/unit';
import type { LiveView } from './view';

export interface Known {
  /** The last chained line: local ones are written at it [P8]. */
  at: ChainPoint;
  /** Anybody's charts are told; where none are, as Kafkatorio tells none, nothing is hidden for want of them. */
  charts: boolean;
  /** What the view's force has charted; nothing when the view shows all. */
  charted: [surface: SurfaceIndex, chunks: ChunkPosition[]][];
  surfaces: SurfaceIndex[];
  forces: ForceNow[];
  players: PlayerNow[];
  stops: StopNow[];
  /** Milliseconds since 1970 when the game was launched whose lines come; null: not known. */
  launched: number | null;
}

export const NOTHING_KNOWN: Known = {
  at: [0, 0],
  charts: false,
  charted: [],
  surfaces: [],
  forces: [],
  players: [],
  stops: [],
  launched: null,
};

/** Of the latest state of the branch that opens. `log`: where the log is, for whoever has read more of it than is stored. */
export async function knownOf(open: OpenWorld, view: LiveView, log: Partial<Pick<Known, 'at' | 'launched'>> = {}): Promise<Known> {
  const unit = openingUnit(open);
  const state = await unit.stateAt(LAST);
  const charts = [...unit.allCharts()].map((key) => key.split('/').map(Number) as [surface: number, force: number]);
  const charted: Known['charted'] = [];
  for (const [surface, force] of charts)
    if (force === view.force) charted.push([surface, await unit.known(chartLane(surface, force), LAST)]);
  return {
    at: log.at ?? open.stored.tip ?? [0, 0],
    charts: charts.length > 0,
    charted,
    surfaces: Object.values(state.surfaces).map(({ index }) => index),
    forces: Object.values(state.forces),
    players: Object.values(state.players),
    stops: Object.values(state.stops),
    launched: log.launched ?? null,
  };
}
