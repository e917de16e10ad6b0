/** Lines that restate something, as bytes. */
import { lineHost } from '../../src/core/live/line-host';
import { keyframePackets, type RestateOptions } from '../../src/core/live/restate';
import { type LiveView, seesAll } from '../../src/core/live/view';
import type { ChainPoint } from '../../src/core/packet/schema';
import { localLines, logForm } from '../../src/core/packet/write';
import type { OpenWorld } from '../../src/core/world/stored-world';
import { GrowingBytes } from '../../src/import/growing-bytes';

const encoder = new TextEncoder();
/** Parts of packets are told apart by numbers, of which the game's own begin at 1. */
const FIRST_PART = 1_000_000_000;
const PARTS = 1_000_000_000;
let parts = 0;

export async function bytesOf(lines: AsyncIterable<string>): Promise<Uint8Array> {
  const bytes = new GrowingBytes();
  for await (const line of lines) bytes.append(encoder.encode(`${line}\n`));
  return bytes.view().slice();
}

/** Only these chunks, as local lines of a log [P8] at `at`. */
export async function* chunkLines(
  open: OpenWorld,
  view: LiveView,
  at: ChainPoint,
  chunks: NonNullable<RestateOptions['chunks']>,
): AsyncGenerator<string> {
  for await (const packets of keyframePackets(open, view, { chunks })) {
    const state = { parts: FIRST_PART + parts };
    for (const line of localLines(packets, at, state, lineHost)) yield logForm(seesAll(view) ? line : thinned(line), lineHost);
    parts = (state.parts - FIRST_PART) % PARTS;
  }
}

/** [P9] The envelope is our own: it begins with its version. */
const thinned = (line: string): string => line.replace(/^\{("v":\d+),/, '{$1,"thin":true,');
