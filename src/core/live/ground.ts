/** What a view's force has charted, kept up as packets go by, and what of things on the ground lies there. */
import type {
  ChartPacket,
  ChunkGonePacket,
  ChunkPosition,
  EntityState,
  ResourcesPacket,
  SurfaceIndex,
  SurfacesPacket,
  Tick,
} from '../packet/schema';
import { chunkKey } from '../world/geometry';
import type { Known } from './known';
import type { From } from './local-part';
import type { LiveView } from './view';

export interface Revealed {
  surface: SurfaceIndex;
  at: ChunkPosition;
}

/** What was charted before anything was read here. */
const BEFORE: Tick = -1;

export class Ground {
  private readonly charted = new Map<SurfaceIndex, Map<number, Tick>>();
  private charts: boolean;
  private readonly all: boolean;
  private revealed: Revealed[] = [];
  /** Where the packets that are looked at come from. */
  from: From = 'chain';

  constructor(view: LiveView, known: Known) {
    this.all = view.force === null;
    this.charts = known.charts;
    for (const [surface, chunks] of known.charted) for (const chunk of chunks) this.on(surface).set(chunkKey(chunk), BEFORE);
  }

  private on(surface: SurfaceIndex): Map<number, Tick> {
    const known = this.charted.get(surface) ?? new Map<number, Tick>();
    this.charted.set(surface, known);
    return known;
  }

  /** Chunks charted since the last call. */
  takeRevealed(): Revealed[] {
    const { revealed } = this;
    if (revealed.length > 0) this.revealed = [];
    return revealed;
  }

  /** A save of that tick was loaded: what was charted since is not any more. */
  backTo(tick: Tick): void {
    for (const chunks of this.charted.values()) for (const [chunk, since] of chunks) if (since > tick) chunks.delete(chunk);
  }

  /** Kafkatorio names no charts: nothing is hidden for want of them. */
  isCharted(surface: SurfaceIndex, at: ChunkPosition): boolean {
    if (this.all || (this.from === 'foreign' && !this.charts)) return true;
    return this.charted.get(surface)?.has(chunkKey(at)) ?? false;
  }

  private isSeen(surface: SurfaceIndex, x: number, y: number): boolean {
    return this.isCharted(surface, [Math.floor(x / 32), Math.floor(y / 32)]);
  }

  /** Any force's chart. */
  told(): void {
    this.charts = true;
  }

  /** The force's own. */
  chart({ surface, at, tick, gone }: ChartPacket): void {
    if (this.all) return;
    const chunks = this.on(surface);
    const chunk = chunkKey(at);
    if (gone) chunks.delete(chunk);
    else if (!chunks.has(chunk)) {
      chunks.set(chunk, tick);
      this.revealed.push({ surface, at });
    }
  }

  chunkGone({ surface, at }: ChunkGonePacket): void {
    this.charted.get(surface)?.delete(chunkKey(at));
  }

  surfaces({ list }: SurfacesPacket, unlisted: readonly SurfaceIndex[]): void {
    for (const index of unlisted) this.charted.delete(index);
    for (const { index, cleared, gone } of list) if (cleared || gone) this.charted.delete(index);
  }

  /** Of a chunk that is charted; what a packet wrongly puts elsewhere is looked at for itself. */
  deposits(packet: ResourcesPacket): ResourcesPacket {
    const { surface, at, amounts } = packet;
    let kept: Record<string, number[]> | null = null;
    for (const [name, list] of Object.entries(amounts)) {
      const seen: number[] = [];
      for (let i = 0; i + 2 < list.length; i += 3) {
        const [x, y] = [list[i]!, list[i + 1]!];
        const isInside = x >> 5 === at[0] && y >> 5 === at[1];
        if (isInside || this.isSeen(surface, x, y)) seen.push(x, y, list[i + 2]!);
      }
      if (seen.length === list.length) continue;
      kept ??= Object.assign(Object.create(null) as Record<string, number[]>, amounts);
      kept[name] = seen;
    }
    return kept ? { ...packet, amounts: kept } : packet;
  }

  /** Null: none of them stands where it may be seen. `made` has two numbers for each. */
  things<P extends { surface: SurfaceIndex; list: EntityState[]; made?: number[] }>(packet: P): P | null {
    if (this.all) return packet;
    const seen = packet.list.map(({ at }) => this.isSeen(packet.surface, at[0], at[1]));
    if (!seen.includes(false)) return packet;
    const list = packet.list.filter((_, i) => seen[i]);
    const made = packet.made && { made: packet.made.filter((_, i) => seen[i >> 1]) };
    return list.length > 0 ? { ...packet, list, ...made } : null;
  }
}
