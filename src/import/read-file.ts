import type { LineScan } from '../core/kernels/line-scan';
import type { Problem } from '../core/result';
import type { FileSink, FileSummary, LogSink, LogStory, Sink } from './format';
import { isAnswer } from './formats/answers';
import { detect } from './formats/index';
import { noteOf } from './log-note';
import { NestedBudget } from './nested';
import { PackCount } from './packs/pack-count';
import { ProblemRows } from './problem-rows';
import type { Source } from './source';

/**
 * One dropped file, whatever it is: finds out, reads it, and what is in it. Everything wrong goes to `sink.problem`; it
 * rejects only when `signal` is aborted (with its reason) or when there is a bug. `scan`: as of `Sink`.
 */
export async function readFile(source: Source, sink: FileSink, signal: AbortSignal, scan?: LineScan): Promise<FileSummary> {
  return new FileReading(source, sink, signal, scan).run();
}

class FileReading {
  private readonly rows: ProblemRows;
  private readonly labels: string[] = [];
  private readonly stories: LogStory[] = [];
  /** What in a zip got an answer instead of being read: told when nothing else was there. */
  private readonly answered: Problem[] = [];
  private readonly nested = new NestedBudget();
  private readonly pack: PackCount;
  private done = 0;
  /** Kept out of snapshots. */
  private worlds = 0;

  constructor(
    private readonly source: Source,
    private readonly sink: FileSink,
    private readonly signal: AbortSignal,
    private readonly scan: LineScan | undefined,
  ) {
    this.rows = new ProblemRows(source.name, (problem) => sink.problem(problem));
    this.pack = new PackCount(sink.pack);
  }

  async run(): Promise<FileSummary> {
    try {
      await this.read(guarded(this.source), 0);
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error;
      this.rows.add(error.problem);
    }
    if (this.stories.length + this.worlds === 0 && !this.pack.any) for (const problem of this.answered) this.rows.add(problem);
    this.rows.end();
    const [outer = 'Unknown', ...inner] = [...new Set(this.labels)];
    const packetLines = this.stories.reduce((sum, story) => sum + story.packetLines, 0);
    return {
      format: inner.length > 0 ? `${outer} (${inner.join(', ')})` : outer,
      read: this.stories.length + this.worlds > 0 || this.pack.any,
      packetLines,
      note: this.pack.any ? this.pack.note : packetLines > 0 || this.stories.length === 0 ? '' : noteOf(this.stories[0]!),
      ...(this.pack.any ? { ofPack: true } : {}),
    };
  }

  private async read(source: Source, depth: number): Promise<void> {
    this.signal.throwIfAborted();
    const format = await detect(source);
    this.labels.push(format.label);
    const sink: Sink = {
      log: (name, label) => this.log(name, label),
      nested: (inner) => this.readNested(inner, depth + 1),
      found: (label) => this.labels.push(label),
      problem: (problem) => {
        if (depth > 0 && isAnswer(problem)) this.answered.push(problem);
        else this.rows.add(problem);
      },
      // Progress is that of the dropped file; what lies deeper in it cannot always tell where it is.
      turn: (done) => {
        this.done = Math.min(this.source.size, Math.max(this.done, done));
        return this.sink.turn(this.done);
      },
      scan: this.scan,
      pack: this.pack,
      world: async (world) => {
        await this.sink.world?.(world);
        this.worlds += 1;
      },
    };
    await format.read(source, sink, this.signal);
  }

  private async readNested(source: Source, depth: number): Promise<void> {
    const refused = this.nested.refuses(source, depth);
    if (refused) this.rows.add(refused);
    else
      await this.read(
        this.nested.counted(source, (problem) => this.rows.add(problem)),
        depth,
      );
  }

  private log(name: string, label: string): LogSink {
    const log = this.sink.log(name, label);
    return {
      head: (text) => log.head(text),
      entry: (entry) => log.entry(entry),
      other: () => log.other(),
      done: (story) => {
        this.stories.push(story);
        log.done?.(story);
      },
    };
  }
}

/** The file itself failed: it changed, is gone, or may not be read. */
class ReadFailure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

function guarded(source: Source): Source {
  const { stream } = source;
  return {
    name: source.name,
    size: source.size,
    async slice(start, end) {
      try {
        return await source.slice(start, end);
      } catch (error) {
        const name = error instanceof Error ? error.name : '';
        const why = error instanceof Error && error.message ? ` (${error.message})` : '';
        throw new ReadFailure({
          code: 'not-readable',
          file: source.name,
          line: 0,
          detail: name === 'NotReadableError' ? 'The file was changed while it was read.' : `The file could not be read${why}.`,
          tip:
            name === 'NotReadableError'
              ? 'The game is still writing it: drop it again, and choose Follow to go on with it.'
              : 'Drop it again; check that you may read it.',
        });
      }
    },
    ...(stream ? { stream: stream.bind(source) } : {}),
  };
}
