/** Where pieces of packs are gathered: one workshop for a page's life, one importer a drop. */
import type { Problem } from '../result';
import { StoreFull } from '../world/block-store';
import { PackImporter } from './importer';
import type { PackLibrary } from './library';
import { Pieces } from './pieces';
import type { OnFiles } from './read-files';
import { type Arrival, type PackReport, updatePack } from './update';

export type { OnFiles, PackReport };

/** Drops whose pieces wait at once; of more, the oldest are let go. */
const MAX_LOOSE = 20;

export class Workshop {
  private readonly loose = new Map<string, Pieces>();

  constructor(readonly library: PackLibrary) {}

  /** `openPack`: which icons and texts join when their drop has no prototypes. `job` names the drop for `join`. */
  importer(job: string, openPack: string | null): PackImporter {
    return new PackImporter(this, job, openPack);
  }

  /** Something of that drop is not in a pack yet: its files may still be read. */
  waits(job: string): boolean {
    return this.loose.has(job);
  }

  /** Gives what waits of that drop to a pack. */
  async join(job: string, pack: string, signal: AbortSignal, onFiles: OnFiles = () => {}): Promise<PackReport> {
    const pieces = this.loose.get(job);
    if (pieces === undefined) return { packs: [], problems: [gone], loose: null };
    const { stored, problems, stopped } = await updatePack(this.library.store, pack, [], pieces, signal, onFiles);
    const waits = !stored || stopped;
    if (!waits) this.loose.delete(job);
    return { packs: stored ? [pack] : [], problems, loose: waits ? counts(pieces) : null, ...(stopped ? { stopped } : {}) };
  }

  /** Stores what a drop brought: into its own packs, else into the open one, else it waits. */
  async store(
    job: string,
    arrivals: ReadonlyMap<string, readonly Arrival[]>,
    pieces: Pieces,
    openPack: string | null,
    signal: AbortSignal,
    onFiles: OnFiles,
  ): Promise<PackReport> {
    const targets = new Map(arrivals);
    if (targets.size === 0 && openPack !== null && (await this.isHere(openPack))) targets.set(openPack, []);
    if (targets.size === 0) {
      if (!pieces.empty) this.keep(job, pieces);
      return { packs: [], problems: pieces.problems, loose: counts(pieces) };
    }
    // What came before its prototypes belongs to them.
    const all = new Pieces();
    const waiting = arrivals.size > 0 ? [...this.loose] : [];
    for (const [, earlier] of waiting) all.add(earlier);
    all.add(pieces);
    const report: PackReport = { packs: [], problems: [...pieces.problems], loose: null };
    for (const [id, of] of targets) {
      try {
        const { stored, problems, stopped } = await updatePack(this.library.store, id, of, all, signal, onFiles);
        if (stored) report.packs.push(id);
        if (stopped) report.stopped = true;
        report.problems.push(...problems);
      } catch (error) {
        // Those before it are stored, and must be told of.
        if (!(error instanceof StoreFull) || report.packs.length === 0) throw error;
        report.problems.push(full(targets.size - report.packs.length));
        break;
      }
    }
    if (!report.stopped) for (const [earlier] of waiting) this.loose.delete(earlier);
    return report;
  }

  private async isHere(id: string): Promise<boolean> {
    return (await this.library.packs()).some((pack) => pack.id === id && pack.deletedAt === undefined && !pack.tooNew);
  }

  private keep(job: string, pieces: Pieces): void {
    const before = this.loose.get(job);
    if (before) before.add(pieces);
    else this.loose.set(job, pieces);
    for (const [oldest] of this.loose) if (this.loose.size > MAX_LOOSE) this.loose.delete(oldest);
  }
}

const full = (left: number): Problem => ({
  code: 'storage-full',
  file: '',
  line: 0,
  detail: `The browser gives this site no more room: ${left === 1 ? 'one pack was' : `${left} packs were`} not stored.`,
  tip: 'Delete worlds or packs you no longer need, then drop the files again.',
});

const gone: Problem = {
  code: 'pieces-gone',
  file: '',
  line: 0,
  detail: 'What waited for its pack is not held any more: the part of the site that held it was ended, or much else came since.',
  tip: 'Open the pack, then drop the same files again.',
};

/** Claims alone wait in silence: nobody would know what to do with them. */
const counts = ({ texts, icons }: Pieces): PackReport['loose'] => (texts + icons === 0 ? null : { texts, icons });
