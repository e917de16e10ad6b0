/** Lines of packets, thinned: each in its place, lists that come in parts once they are whole. */
import { lineHost } from '../../core/live/line-host';
import type { Sight } from '../../core/live/sight';
import { readPackets } from '../../core/packet/read';
import type { ChainPoint, LineEnvelope, Packet, Tick } from '../../core/packet/schema';
import { localLines } from '../../core/packet/write';
import { PartGroup } from './part-group';
import { packedLine, thinLine, thinParts } from './thin-lines';

/** Where lines go. */
export interface Way {
  /** The line that is read, as it came, with its line feed. */
  asItCame(text: string, clock: number | null): Uint8Array;
  /** The same, on its way; null: whatever it holds. */
  passes(text: string | null, clock: number | null): void;
  /** Another in its place. */
  line(text: string, clock: number | null): void;
  bytes(line: Uint8Array): void;
  /** A list is gathered: what comes from now on waits behind it. */
  open(): void;
  /** It is not any more: what is written now goes on before what waited. */
  close(write: () => void): void;
}

/** Far from the numbers that logs give their local parts, and those in which chunks are told anew. */
const FIRST_PART = 3_000_000_000;

export class PacketLines {
  private group: PartGroup | null = null;
  private readonly locals = { parts: FIRST_PART };
  private wentBack = false;
  /** Of the packets that came last; null: none have. */
  private tick: Tick | null = null;

  constructor(
    private readonly sight: Sight,
    private readonly way: Way,
    /** The last chained line: local ones are written at it. */
    public at: ChainPoint,
  ) {}

  /** `isFaulty`: some of its packets are left out already. */
  envelope(envelope: LineEnvelope, text: string, clock: number | null, isFaulty: boolean): void {
    this.moved(envelope);
    const { d } = envelope;
    if (typeof d === 'string') {
      this.part(envelope, text, clock);
      return;
    }
    // In the chain nothing stands between the parts of a list.
    if (envelope.seq !== undefined) this.giveUp();
    const seen = this.see(d, envelope.seq === undefined ? 'local' : 'chain');
    if (seen === d && !isFaulty) this.way.passes(text, clock);
    else if (seen.length > 0 || envelope.seq !== undefined) this.way.line(thinLine(envelope, seen), clock);
  }

  /** Packets of another mod's become local lines of ours: its own say more than is read. */
  foreign(packets: readonly Packet[], clock: number | null): void {
    this.tell(this.see(packets, 'foreign'), clock);
  }

  /** All sessions have ended, of which the lines tell that are not shown. */
  ended(clock: number | null): void {
    if (this.tick !== null) this.tell([{ kind: 'players', tick: this.tick, list: [], online: [] }], clock);
  }

  private tell(packets: readonly Packet[], clock: number | null): void {
    if (packets.length === 0) return;
    for (const line of localLines([...packets], this.at, this.locals, lineHost)) this.way.line(packedLine(line), clock);
  }

  private see(packets: readonly Packet[], from: 'chain' | 'local' | 'foreign'): readonly Packet[] {
    const [first] = packets;
    this.tick = packets.at(-1)?.tick ?? this.tick;
    if (this.wentBack && first !== undefined) {
      this.wentBack = false;
      this.sight.backTo(packets.reduce((tick, packet) => Math.min(tick, packet.tick), first.tick));
    }
    return this.sight.see(packets, from);
  }

  /** An older save was loaded where the history does not go on. */
  private moved({ seq, chain, at }: LineEnvelope): void {
    if (seq !== undefined && chain !== undefined) {
      this.wentBack ||= seq < this.at[0] || (seq === this.at[0] && chain !== this.at[1]);
      this.at = [seq, chain];
    } else if (at !== undefined) {
      this.wentBack ||= at[0] < this.at[0];
      this.at = at;
    }
  }

  private part(envelope: LineEnvelope, text: string, clock: number | null): void {
    if (this.group === null || !this.group.takes(envelope)) {
      this.giveUp();
      if (envelope.part?.[0] !== 1) {
        // What it belongs to was not seen: nobody knows what is in it.
        if (envelope.seq !== undefined) this.way.line(thinLine(envelope, []), clock);
        return;
      }
      this.group = new PartGroup();
      this.way.open();
    }
    this.group.add({ envelope, clock, whole: this.way.asItCame(text, clock) });
    if (this.group.isTooLong) this.giveUp();
    else if (this.group.isWhole) this.whole(this.group);
  }

  private whole(group: PartGroup): void {
    let isFaulty = false;
    const packets = readPackets(group.text, () => {
      isFaulty = true;
    });
    if (!packets.ok) {
      this.giveUp();
      return;
    }
    const seen = this.see(packets.value, group.lines[0]?.envelope.seq === undefined ? 'local' : 'chain');
    this.group = null;
    const isSame = seen === packets.value && !isFaulty;
    this.way.close(() => {
      if (isSame) for (const { whole } of group.lines) this.way.bytes(whole);
      else this.written(group, seen);
    });
  }

  private written(group: PartGroup, packets: readonly Packet[]): void {
    const lines = thinParts(
      group.lines.map(({ envelope }) => envelope),
      packets,
    );
    for (const [i, line] of lines.entries()) this.way.line(line, group.lines[i]!.clock);
  }

  /** The rest of a list will not come, or it cannot be read: nobody knows what is in it. */
  giveUp(): void {
    const { group } = this;
    if (group === null) return;
    this.group = null;
    this.way.close(() => this.written(group, []));
  }
}
