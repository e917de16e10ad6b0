/** Lines of a log as a watcher may see them. Here and not in `src/core/live`, because every carrier's lines come. */
import type { Known } from '../../core/live/known';
import { type LiveView, seesAll } from '../../core/live/view';
import type { ChunkPosition, SurfaceIndex } from '../../core/packet/schema';

export interface Revealed {
  surface: SurfaceIndex;
  at: ChunkPosition;
}

export interface Thinned {
  /** Whole lines, each with its line feed. */
  lines: Uint8Array;
  /** Chunks that the force has charted now: what stood there before has to be told. */
  revealed: Revealed[];
}

const NOTHING = new Uint8Array(0);

/** One for each view, for all who have it. Lines in the order of the log. */
export class Thinner {
  constructor(
    private readonly view: LiveView,
    readonly known: Known,
  ) {}

  /**
   * Bytes of lines pushed last of which nothing has come out yet, because they can only be judged together with lines to come:
   * where a watcher stands is so much before the end of what was pushed.
   */
  get held(): number {
    return 0;
  }

  /** Whole lines, each with its line feed. */
  push(lines: Uint8Array): Thinned {
    return { lines: seesAll(this.view) ? lines : NOTHING, revealed: [] };
  }
}
