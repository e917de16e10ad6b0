/** How thinned packets are written: each line keeps its place in the history and says that something is left out [P9]. */
import { lineHost } from '../../core/live/line-host';
import { type LineEnvelope, MARKER, PACKET_VERSION, type Packet } from '../../core/packet/schema';
import { logForm } from '../../core/packet/write';

/** Shorter lines are not worth packing. */
const WORTH_PACKING = 400;
/** Characters of a list's JSON in one part: quoted and in its envelope it fits a line. */
const PIECE = 3_000;

export const thinLine = (envelope: LineEnvelope, packets: readonly Packet[]): string => written(envelope, lineHost.json(packets));

/**
 * A list in place of one that came in these lines. In the chain every line stays, with nothing in it where fewer suffice; of local ones
 * as many go as are needed.
 */
export function thinParts(lines: readonly LineEnvelope[], packets: readonly Packet[]): string[] {
  const isChained = lines[0]?.seq !== undefined;
  const text = lineHost.json(packets);
  const needed = packets.length === 0 ? 0 : Math.ceil(text.length / PIECE);
  if (needed <= 1) {
    const last = lines.at(-1)!;
    const empty = isChained ? lines.slice(0, needed === 0 ? undefined : -1).map((envelope) => written(envelope, '[]')) : [];
    return needed === 0 ? empty : [...empty, written(last, text)];
  }
  const used = isChained ? lines : lines.slice(0, needed);
  const size = Math.ceil(text.length / used.length);
  return used.map((envelope, i) => {
    const piece = lineHost.json(text.slice(i * size, (i + 1) * size));
    return written(envelope, piece, [i + 1, used.length, envelope.part?.[2] ?? 0]);
  });
}

function written({ seq, chain, at }: LineEnvelope, d: string, part?: [number, number, number]): string {
  const place = seq === undefined ? `"at":[${at?.[0] ?? 0},${at?.[1] ?? 0}]` : `"chain":${chain},"seq":${seq}`;
  const line = `{"v":${PACKET_VERSION},${place},"thin":true${part ? `,"part":[${part.join(',')}]` : ''},"d":${d}}`;
  return packedLine(line);
}

export const packedLine = (line: string): string => (line.length < WORTH_PACKING ? MARKER + line : logForm(line, lineHost));
