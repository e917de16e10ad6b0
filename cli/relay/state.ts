/** The latest of a server: an ordinary world that its log is taken into, behind the broadcast. */
import type { Kernels } from '../../src/core/kernels/kernels';
import type { LiveView } from '../../src/core/live/view';
import type { ChunkPosition, SurfaceIndex, Tick } from '../../src/core/packet/schema';
import type { OpenWorld } from '../../src/core/world/stored-world';
import type { World } from '../../src/core/world/world';
import type { ServerLog } from './keeping';

/** What is told of a server without asking its world; some seconds old. */
export interface Latest {
  world: string | null;
  tick: Tick | null;
  online: number;
}

export class ServerState {
  /** Up to which offset of the log its lines are in. */
  taken = 0;
  latest: Latest = { world: null, tick: null, online: 0 };

  private constructor(
    readonly log: ServerLog,
    readonly kernels: Kernels,
  ) {}

  /** From the newest keyframe that is kept, and the lines behind it. */
  static async open(log: ServerLog, kernels: Kernels): Promise<ServerState> {
    return new ServerState(log, kernels);
  }

  /** The log has grown up to there: it is read from the log, in slices, when its turn comes. */
  take(_end: number): void {}

  /** Log lines that restate what the view sees, and the offset behind which they hold. Shared while what came since is shorter than they are. */
  async keyframe(_view: LiveView): Promise<{ offset: number; lines: Uint8Array }> {
    throw new Error('being written');
  }

  /** Of these chunks alone, as lines. */
  async restated(_view: LiveView, _chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[]): Promise<Uint8Array> {
    throw new Error('being written');
  }

  /** One after the other, and never while lines are taken in. What is handed over must not be kept. null: nothing was told yet. */
  async use<T>(work: (world: World | null, open: OpenWorld | null) => Promise<T>): Promise<T> {
    return await work(null, null);
  }

  async close(): Promise<void> {}
}
