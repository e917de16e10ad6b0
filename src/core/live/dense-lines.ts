/**
 * Packets as few long lines: what stands beside each other packs far better together. The reader takes packed lines of up to 12 kB; the
 * mod's are a third of that at most, since others write into its log at the same time [P5].
 */
import { type ChainPoint, MARKER, PACKET_VERSION, type Packet } from '../packet/schema';
import { type LineHost, localLines, logForm } from '../packet/write';

export interface LineStyle {
  /** The last chained line. */
  at: ChainPoint;
  /** Something was left out [P9]. */
  thin: boolean;
  host: LineHost;
}

/** Characters of a packed line; what is packed in it then stays below 12,288 bytes. */
const MOST_PACKED = 16_000;
/** Of JSON, so that a line may not inflate to more than is opened. */
const MOST_JSON = 200_000;
/** What packets pack to: pictures are packed already. */
const SHARE = { chart: 0.78, tiles: 0.2, other: 0.13 };
/** Groups the parts of long packets; far from where a game's own count begins, whose parts may be on their way. */
const FIRST_PART = 2_147_483_648;

const shareOf = ({ kind }: Packet): number => (kind === 'chart' ? SHARE.chart : kind === 'tiles' ? SHARE.tiles : SHARE.other);

/** Without line feeds. */
export async function* denseLines(batches: AsyncIterable<Packet[]>, style: LineStyle): AsyncGenerator<string> {
  const writer = new DenseWriter(style);
  for await (const packets of batches) for (const packet of packets) yield* writer.take(packet);
  yield* writer.rest();
}

class DenseWriter {
  private waiting: string[] = [];
  private characters = 0;
  private expected = 0;
  private readonly local = { parts: FIRST_PART };

  constructor(private readonly style: LineStyle) {}

  *take(packet: Packet): Generator<string> {
    const json = this.style.host.json(packet);
    const expected = json.length * shareOf(packet);
    if (this.waiting.length > 0 && (this.expected + expected > MOST_PACKED * 0.9 || this.characters + json.length > MOST_JSON))
      yield* this.rest();
    this.waiting.push(json);
    this.characters += json.length + 1;
    this.expected += expected;
  }

  *rest(): Generator<string> {
    const { waiting } = this;
    this.waiting = [];
    this.characters = 0;
    this.expected = 0;
    if (waiting.length > 0) yield* this.lines(waiting);
  }

  private *lines(packets: readonly string[]): Generator<string> {
    const { at, thin, host } = this.style;
    const text = `{"v":${PACKET_VERSION},"at":[${at[0]},${at[1]}],${thin ? '"thin":true,' : ''}"d":[${packets.join(',')}]}`;
    const form = text.length <= MOST_JSON * 2 ? logForm(text, host) : null;
    if (form !== null && form.length - MARKER.length <= MOST_PACKED) yield form;
    else if (packets.length > 1) {
      const half = packets.length >> 1;
      yield* this.lines(packets.slice(0, half));
      yield* this.lines(packets.slice(half));
    } else yield* this.parts(packets[0]!);
  }

  /** A packet that no line holds. */
  private *parts(packet: string): Generator<string> {
    const { at, thin, host } = this.style;
    for (const line of localLines([JSON.parse(packet) as Packet], at, this.local, host))
      yield logForm(thin ? line.replace('],', '],"thin":true,') : line, host);
  }
}
