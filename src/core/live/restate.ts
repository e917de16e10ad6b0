/**
 * The latest state of a world restated as packets of a keyframe, so that whoever has none of its lines can read what follows
 * [P8, P16, P27].
 */
import type { ChunkPosition, Packet, SurfaceIndex } from '../packet/schema';
import type { LineHost } from '../packet/write';
import type { OpenWorld } from '../world/stored-world';
import type { LiveView } from './view';

export interface RestateOptions {
  /** The one that opens, unless told. */
  branch?: string;
  /** Only the ground, ore and things of these. */
  chunks?: readonly { surface: SurfaceIndex; at: ChunkPosition }[];
}

/** A few packets at a time, region by region: the whole world is never in memory. What the view may not see is left out. */
export async function* keyframePackets(_open: OpenWorld, _view: LiveView, _options: RestateOptions = {}): AsyncGenerator<Packet[]> {
  yield await Promise.reject(new Error('being written'));
}

/**
 * Lines of a log, without line feeds: the header, which names the world, the clock, then the keyframe from begin to end; local
 * lines at the last chained one that is known. `launch`: the engine's first line as it came, from which its seconds are counted.
 */
export async function* keyframeLines(_open: OpenWorld, _view: LiveView, _host: LineHost, _launch?: string): AsyncGenerator<string> {
  yield await Promise.reject(new Error('being written'));
}

/** Local lines, without line feeds, that restate what a view sees of some chunks. */
export async function* chunkLines(
  _open: OpenWorld,
  _view: LiveView,
  _host: LineHost,
  _chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[],
): AsyncGenerator<string> {
  yield await Promise.reject(new Error('being written'));
}
