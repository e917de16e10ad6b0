import type { Problem } from '../core/result';

/** So many faults of one kind have a row each, with their line; the rest of the kind shares one. */
const EACH = 10;
/** Rows of one file. */
const MAX_ROWS = 200;
const MAX_KINDS = 1000;

/** Gathers the faults of one file, so that a hostile or a thoroughly broken log makes a table a person can read. */
export class ProblemRows {
  private rows = 0;
  private more = 0;
  private readonly kinds = new Map<string, { seen: number; shared: Problem | null }>();

  constructor(
    private readonly file: string,
    private readonly give: (problem: Problem) => void,
  ) {}

  add(problem: Problem): void {
    const row = { ...problem, file: problem.file || this.file };
    const key = `${row.code} ${row.file}`;
    let kind = this.kinds.get(key);
    if (!kind) {
      if (this.kinds.size >= MAX_KINDS) {
        this.more++;
        return;
      }
      kind = { seen: 0, shared: null };
      this.kinds.set(key, kind);
    }
    kind.seen++;
    if (kind.seen > EACH) {
      if (kind.shared) kind.shared.count! += 1;
      else kind.shared = { ...row, count: 1 };
    } else {
      this.row(row);
    }
  }

  private row(problem: Problem): void {
    // The last row says how many more there are.
    if (this.rows < MAX_ROWS - 1) {
      this.rows++;
      this.give(problem);
    } else {
      this.more += problem.count ?? 1;
    }
  }

  /** At the end of the file: the shared rows, and how many had no room. */
  end(): void {
    for (const { shared } of this.kinds.values()) {
      if (!shared) continue;
      const others = shared.count! > 1 ? ` (and ${shared.count! - 1} more like it)` : '';
      this.row({ ...shared, detail: shared.detail + others });
    }
    this.kinds.clear();
    if (this.more === 0) return;
    this.give({
      code: 'more-problems',
      file: this.file,
      line: 0,
      detail: `${this.more} more faults of this file are not listed.`,
      tip: 'Mend those above first: most of them have few causes.',
      count: this.more,
    });
  }
}
