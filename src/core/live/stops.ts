/** Whose train stops are, as packets tell it, and what of them a view shows. */
import type { ForceIndex, StopState, StopsPacket, SurfaceIndex } from '../packet/schema';
import type { Known } from './known';
import type { LiveView } from './view';

/** More of them are nobody's. */
const MOST_STOPS = 200_000;

export class Stops {
  private readonly known = new Map<number, { surface: SurfaceIndex; force: ForceIndex | undefined }>();
  private readonly force: ForceIndex | null;

  constructor(view: LiveView, known: Known) {
    this.force = view.force;
    for (const { surface, ...stop } of known.stops) this.keep(surface, stop);
  }

  private keep(surface: SurfaceIndex, { id, force }: StopState): void {
    const before = this.known.get(id);
    if (this.force === null || (before === undefined && this.known.size >= MOST_STOPS)) return;
    this.known.set(id, { surface, force: force ?? before?.force });
  }

  private isTheirs({ id, force }: StopState): boolean {
    return this.force === null || (force ?? this.known.get(id)?.force) === this.force;
  }

  shown(packet: StopsPacket): StopsPacket | null {
    const { force } = this;
    if (force === null) return packet;
    const list: StopState[] = [];
    const listed = new Set<number>();
    let isSame = true;
    for (const state of packet.list) {
      const { id } = state;
      const wasTheirs = this.isTheirs({ id });
      const isTheirs = this.isTheirs(state);
      if (isTheirs) list.push(state);
      else if (wasTheirs) list.push({ id, gone: true });
      isSame &&= isTheirs;
      listed.add(id);
      if (state.gone) this.known.delete(id);
      else this.keep(packet.surface, state);
    }
    if (packet.whole) this.forgetOthers(packet, listed);
    if (isSame) return packet;
    const { whole, of, ...rest } = packet;
    // Of those that were left out it must not say that they are gone, and of others nothing was said.
    const all = whole && (of === undefined || of === force) ? { whole, of: force } : {};
    return list.length > 0 || 'whole' in all ? { ...rest, ...all, list } : null;
  }

  private forgetOthers({ surface, of }: StopsPacket, listed: ReadonlySet<number>): void {
    for (const [id, stop] of this.known)
      if (stop.surface === surface && !listed.has(id) && (of === undefined || stop.force === of)) this.known.delete(id);
  }
}
