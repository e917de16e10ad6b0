/**
 * The latest state of a world restated as packets of a keyframe, so that whoever has none of its lines can read what follows
 * [P8, P16, P27].
 */
import type { ChunkPosition, Packet, SurfaceIndex } from '../packet/schema';
import type { LineHost } from '../packet/write';
import type { OpenWorld } from '../world/stored-world';
import { denseLines } from './dense-lines';
import { chunkPackets, someChunks } from './restate-chunks';
import { clockPacket, headerPacketOf } from './restate-header';
import { momentOf } from './restate-moment';
import { statePackets } from './restate-state';
import { type LiveView, seesAll } from './view';

export interface RestateOptions {
  /** The one that opens, unless told. */
  branch?: string;
  /** Only the ground, ore and things of these. */
  chunks?: readonly { surface: SurfaceIndex; at: ChunkPosition }[];
}

/** A few packets at a time, region by region: the whole world is never in memory. What the view may not see is left out. */
export async function* keyframePackets(open: OpenWorld, view: LiveView, options: RestateOptions = {}): AsyncGenerator<Packet[]> {
  const moment = await momentOf(open, view, options.branch);
  if (options.chunks) {
    yield* someChunks(moment, options.chunks);
    return;
  }
  const { tick } = moment;
  const edge = (state: 'begin' | 'end'): Packet => ({ kind: 'keyframe', ...moment.keyed, tick, state, restated: true });
  yield [edge('begin')];
  yield* statePackets(moment);
  yield* chunkPackets(moment);
  yield [edge('end')];
}

/**
 * Lines of a log, without line feeds: the header, which names the world, the clock, then the keyframe from begin to end; local
 * lines at the last chained one that is known. `launch`: the engine's first line as it came, from which its seconds are counted.
 */
export async function* keyframeLines(open: OpenWorld, view: LiveView, host: LineHost, launch?: string): AsyncGenerator<string> {
  const moment = await momentOf(open, view);
  const clock = await clockPacket(moment, launch);
  const style = { at: open.stored.tip ?? [0, 0], thin: !seesAll(view), host } as const;
  yield* denseLines(one([headerPacketOf(moment), ...(clock ? [clock] : [])]), style);
  yield* denseLines(keyframePackets(open, view), style);
}

/** Local lines, without line feeds, that restate what a view sees of some chunks. */
export async function* chunkLines(
  open: OpenWorld,
  view: LiveView,
  host: LineHost,
  chunks: readonly { surface: SurfaceIndex; at: ChunkPosition }[],
): AsyncGenerator<string> {
  yield* denseLines(keyframePackets(open, view, { chunks }), { at: open.stored.tip ?? [0, 0], thin: !seesAll(view), host });
}

async function* one(packets: Packet[]): AsyncGenerator<Packet[]> {
  yield await Promise.resolve(packets);
}
