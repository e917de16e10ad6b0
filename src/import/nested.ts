import type { Problem } from '../core/result';
import type { Source } from './source';

/** A zip in a gzip in a zip is somebody's backup; deeper is a trap. */
const MAX_DEPTH = 3;
/** Files in a file, in all. */
const MAX_FILES = 10_000;
/** What all files in a file may inflate to together, in bytes, those in between too. */
const MAX_BYTES = 8 * 1024 ** 3;

/** What one dropped file may hold in all, however it is nested: many small files, and files in files, are a large one. */
export class NestedBudget {
  private files = 0;
  private bytes = 0;

  constructor(private readonly maxBytes = MAX_BYTES) {}

  /** One more file, so deep in others; why it is not read, or null. */
  refuses(source: Source, depth: number): Problem | null {
    this.files++;
    const why =
      depth > MAX_DEPTH
        ? 'Files in files are read three deep'
        : this.files > MAX_FILES
          ? `Of one file ${MAX_FILES.toLocaleString('en')} files in it are read`
          : this.bytes > this.maxBytes
            ? 'What is in one file is read up to 8 GB in all'
            : '';
    if (why === '') return null;
    return { code: 'too-nested', file: source.name, line: 0, detail: `${why}: this one was left out.`, tip: 'Unpack it first.' };
  }

  /** The same source, counted; it ends where the budget does, which is told. */
  counted(source: Source, report: (problem: Problem) => void): Source {
    const { stream } = source;
    if (!stream) {
      this.bytes += source.size;
      return source;
    }
    const open = stream.bind(source);
    const budget = this;
    return {
      name: source.name,
      size: source.size,
      slice: (start, end) => source.slice(start, end),
      async *stream(signal) {
        for await (const window of open(signal)) {
          budget.bytes += window.bytes.length;
          yield window;
          if (budget.bytes <= budget.maxBytes) continue;
          const detail = 'All files in this one inflate to more than 8 GB: the rest was not read.';
          report({ code: 'zip-bomb', file: source.name, line: 0, detail, tip: 'Unpack it and drop the pieces.' });
          return;
        }
      },
    };
  }
}
