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
/** What packets pack to, roughly: pictures are packed already. */
const SHARE = { chart: 1, tiles: 0.2, entities: 0.15, resources: 0.2, other: 0.3 };
/** How near a line is meant to come to the longest one: what does not fit is packed again in halves. */
const AIM = 0.85;
/** Groups the parts of long packets; far from where a game's own count begins, whose parts may be on their way. */
const FIRST_PART = 2_147_483_648;

type Bin = keyof typeof SHARE;
const binOf = ({ kind }: Packet): Bin => (Object.hasOwn(SHARE, kind) ? (kind as Bin) : 'other');

/** Without line feeds. What stands between keyframe packets may come in another order. */
export async function* denseLines(batches: AsyncIterable<Packet[]>, style: LineStyle): AsyncGenerator<string> {
  const bodies = new Bodies(style);
  // Pictures tell nothing of what things are like: each packs best among its own.
  const bins: Record<Bin, DenseBin> = {
    chart: new DenseBin(bodies, SHARE.chart),
    tiles: new DenseBin(bodies, SHARE.tiles),
    entities: new DenseBin(bodies, SHARE.entities),
    resources: new DenseBin(bodies, SHARE.resources),
    other: new DenseBin(bodies, SHARE.other),
  };
  for await (const packets of batches)
    for (const packet of packets) {
      const bin = binOf(packet);
      // What pictures are drawn by comes before them.
      if (packet.kind === 'keyframe') for (const each of Object.values(bins)) yield* each.rest();
      else if (bin !== 'other') yield* bins.other.rest();
      yield* bins[bin].take(style.host.json(packet));
    }
  for (const bin of Object.values(bins)) yield* bin.rest();
}

class DenseBin {
  private waiting: string[] = [];
  private characters = 0;

  constructor(
    private readonly bodies: Bodies,
    /** What a character comes to, as it has been of late. */
    private share: number,
  ) {}

  *take(json: string): Generator<string> {
    const characters = this.characters + json.length + 1;
    if (this.waiting.length > 0 && (characters * this.share > MOST_PACKED * AIM || characters > MOST_JSON)) yield* this.rest();
    this.waiting.push(json);
    this.characters += json.length + 1;
  }

  *rest(): Generator<string> {
    const { waiting, characters } = this;
    this.waiting = [];
    this.characters = 0;
    if (waiting.length === 0) return;
    let length = 0;
    for (const line of this.bodies.lines(waiting)) {
      length += line.length;
      yield line;
    }
    if (length > MOST_PACKED / 4) this.share += (length / characters - this.share) / 3;
  }
}

class Bodies {
  private readonly local = { parts: FIRST_PART };

  constructor(private readonly style: LineStyle) {}

  *lines(packets: readonly string[]): Generator<string> {
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
