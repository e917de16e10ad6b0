import type { BlockStore } from '../src/core/world/block-store';
import type { Importer } from '../src/core/world/library';
import { readStored } from '../src/core/world/stored-row';
import { growthOf } from '../src/import/follow';
import { type JobProgress, type JobResult, type ReadFile, runImport } from '../src/import/run-import';
import type { Source } from '../src/import/source';
import type { Followed } from '../src/import/watched';
import { Left } from './left';

type IngestLog = ReturnType<Importer['log']>;

/** What is kept from one look at a growing log to the next: opening a large world means to read all its lines again. */
interface Kept {
  importer: Importer;
  log: IngestLog;
  /** Others may have written since: then all of this is out of date. */
  left: Left;
}

interface Hooks {
  onProgress(progress: JobProgress): void;
  onStored(worlds: readonly string[], importer: Importer): void;
}

const MAX_FILES = 1000;
/** Larger logs without a header are read on from where they were. */
const MAX_UNSURE = 1024 * 1024;

/** Reads on in logs that grow. Remembers where it was by the file's name; forgets when the worker ends, and then reads all again. */
export class Follower {
  private readonly files = new Map<string, { followed: Followed; world: string | null }>();
  private kept: { name: string; state: Kept } | null = null;

  constructor(private readonly store: BlockStore) {}

  /** `worlds`: those that its lines went into. */
  async remember(followed: Followed, name: string, worlds: readonly string[]): Promise<void> {
    const world = (await this.lastNamed(worlds)) ?? this.files.get(name)?.world ?? null;
    this.files.delete(name);
    this.files.set(name, { followed, world });
    for (const oldest of this.files.keys()) {
      if (this.files.size <= MAX_FILES) break;
      this.files.delete(oldest);
    }
  }

  /** To be called while nobody else writes. */
  async grow(
    file: Source,
    open: () => Promise<Importer>,
    readFile: ReadFile,
    signal: AbortSignal,
    hooks: Hooks,
  ): Promise<JobResult & { restarted: boolean }> {
    const kept = await this.keptOf(file.name);
    const known = this.files.get(file.name);
    const growth = await growthOf(file, known?.followed, kept !== null);
    if (growth.kind === 'unchanged')
      return { files: [], problems: [], worlds: [], packs: [], cancelled: false, full: false, restarted: false };
    const { source, watched, restarted } = growth;
    const going = restarted ? null : kept;
    this.kept = null;
    const importer = going?.importer ?? (await open());
    const packets = importer.packets;
    let log = going?.log ?? null;
    log?.reopen();
    const logs = {
      get pending() {
        return importer.pending;
      },
      get packets() {
        return importer.packets - packets;
      },
      flush: () => importer.flush(),
      finish: () => importer.finish(),
      log: (name: string, format: string) => {
        log ??= importer.log(name, format, { follows: known?.world ?? null });
        return log;
      },
    };
    const result = await runImport({
      files: [source],
      importer: logs,
      readFile: (part, sink, stop) => readFile(part, watched.sink(sink), stop),
      signal,
      onProgress: hooks.onProgress,
      onStored: (worlds) => hooks.onStored(worlds, importer),
    });
    if (result.cancelled || result.full || watched.failed) return { ...result, restarted };
    const followed = watched.followed(false);
    await this.remember(followed, file.name, log === null ? [] : [...log.worlds]);
    const whole = followed.end === followed.whole;
    // A packet whose last parts are still to come is read again from its first, by an importer that has not seen them.
    // So is a short log of which it is not sure yet whose it is: its header may come with the next line.
    const sure = log !== null && (!log.unsure || (log.worlds.size > 0 && file.size > MAX_UNSURE));
    if (whole && growth.plain && log !== null && sure)
      this.kept = { name: file.name, state: { importer, log, left: await Left.of(this.store, log.worlds) } };
    const problems = result.problems.filter(({ code }) => whole || code !== 'parts-missing');
    const [report] = result.files;
    if (report !== undefined) report.packets = logs.packets;
    return { ...result, problems, restarted };
  }

  /** The last of these worlds that has an id of its own. */
  private async lastNamed(worlds: readonly string[]): Promise<string | null> {
    for (const id of [...worlds].reverse()) if ((await readStored(this.store, id))?.heads === null) return id;
    return null;
  }

  private async keptOf(name: string): Promise<Kept | null> {
    if (this.kept?.name !== name) return null;
    const { state } = this.kept;
    return (await state.left.untouched()) ? state : null;
  }
}
