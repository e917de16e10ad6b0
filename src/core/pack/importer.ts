/** One drop's pieces of packs. */
import type { Problem } from '../result';
import { Gather } from './gather';
import { Pieces } from './pieces';
import type { OnFiles } from './read-files';
import { readPack } from './read-pack';
import type { DumpedPicture, DumpedTexts, DumpSink, LocaleTable, ModClaim, ModInfo, PackSink, Shelf } from './types';
import type { Arrival, PackReport } from './update';

/** Beyond what anybody drops at once: each is a pack of its own. */
const MAX_DUMPS = 50;

/** Where it goes in the end (workshop.ts). */
export interface Storer {
  store(
    job: string,
    arrivals: ReadonlyMap<string, readonly Arrival[]>,
    pieces: Pieces,
    openPack: string | null,
    signal: AbortSignal,
    onFiles: OnFiles,
  ): Promise<PackReport>;
}

export class PackImporter implements PackSink {
  private readonly dumps: Gather[] = [];
  private readonly snapshots: { id: string; arrival: Arrival }[] = [];
  private readonly pieces = new Pieces();
  private readonly problems: Problem[] = [];

  constructor(
    private readonly workshop: Storer,
    private readonly job: string,
    private readonly openPack: string | null,
  ) {}

  /** Nothing that belongs to a pack has come. */
  get empty(): boolean {
    return this.dumps.length + this.snapshots.length === 0 && this.pieces.empty;
  }

  /** Dumps that began; one may have ended before its end. */
  get begun(): number {
    return this.dumps.length;
  }

  dump(file: string): DumpSink {
    const gather = new Gather(file);
    if (this.dumps.length < MAX_DUMPS) this.dumps.push(gather);
    else this.problems.push(tooMany(file));
    return gather;
  }

  mod(info: ModInfo, from: string): void {
    this.pieces.mod(info, from);
  }
  shelf(shelf: Shelf): void {
    this.pieces.shelves.push(shelf);
  }
  locale(mod: string, language: string, table: LocaleTable, version: string | null = null, file = ''): void {
    this.pieces.locale(mod, language, table, version ?? '', file);
  }
  texts(texts: DumpedTexts, from: string): void {
    this.pieces.dumpedTexts(texts, from);
  }
  picture(picture: DumpedPicture): void {
    this.pieces.picture(picture);
  }
  modList(mods: ModClaim[], from: string, inOrder = false): void {
    this.pieces.modList(mods, from, inOrder);
  }
  settings(gameVersion: string | null, startup: Record<string, string | number | boolean>, from: string): void {
    this.pieces.settings(gameVersion, startup, from);
  }
  gameVersion(version: string, from: string): void {
    this.pieces.gameVersion(version, from);
  }

  snapshot(entries: ReadonlyMap<string, Uint8Array>, from: string): void {
    const read = readPack(entries, from);
    if (read.ok) this.snapshots.push(read.value);
    else this.problems.push({ ...read.problem, file: read.problem.file || from });
  }

  /**
   * Stores: reads what icon layers name from the shelves; a new pack, or a change of one, is whole or not there. The signal ends the reading
   * of those files, also where it has spoken before: what was decided until then is stored. A dump whose reader was stopped in the middle is
   * left out: half of it would be another pack. Rejects with StoreFull (the store is as it was).
   */
  async finish(signal: AbortSignal, onFiles: OnFiles = () => {}): Promise<PackReport> {
    const problems = [...this.problems];
    const arrivals = new Map<string, Arrival[]>();
    const arrive = (id: string, arrival: Arrival) => arrivals.set(id, [...(arrivals.get(id) ?? []), arrival]);
    for (const dump of this.dumps) {
      if (!dump.ended) {
        // A person who cancels knows.
        if (!signal.aborted) problems.push(stoppedIn(dump.file));
        continue;
      }
      const problem = dump.problem();
      if (problem) problems.push(problem);
      if (dump.empty) continue;
      arrive(dump.id(), { from: 'dump', state: { raw: dump.raw, evidence: dump.evidence(), texts: new Map() }, files: new Map() });
    }
    for (const { id, arrival } of this.snapshots) arrive(id, arrival);
    // What came with a dump belongs to that: where it is left out, what came waits, and joins no other pack by itself.
    const openPack = this.dumps.some(({ ended }) => !ended) ? null : this.openPack;
    const report = await this.workshop.store(this.job, arrivals, this.pieces, openPack, signal, onFiles);
    return { ...report, problems: [...problems, ...report.problems] };
  }
}

const stoppedIn = (file: string): Problem => ({
  code: 'dump-stopped',
  file,
  line: 0,
  detail: 'This dump was not read to its end: nothing of it is stored, as half of it would be another pack.',
  tip: 'Drop it again.',
});

const tooMany = (file: string): Problem => ({
  code: 'too-many-packs',
  file,
  line: 0,
  detail: `More than ${MAX_DUMPS} dumps came at once: this one was left out.`,
  tip: 'Drop fewer files at once.',
});
