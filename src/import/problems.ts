import type { Problem } from '../core/result';

/** So many rows of one code and file stand for themselves; the next one gathers the rest. */
const EACH = 20;
const ALL = 500;

/** What went wrong, as rows: bounded, whatever a hostile file does. */
export class ProblemList {
  private readonly list: Problem[] = [];
  private readonly counts = new Map<string, number>();
  private readonly gathered = new Map<string, Problem>();
  private version = 0;
  private copy: { version: number; rows: Problem[] } | null = null;

  add(problem: Problem): void {
    this.version += 1;
    const key = `${problem.code}\n${problem.file}`;
    const before = this.counts.get(key) ?? 0;
    if (before < EACH && this.list.length < ALL) {
      this.counts.set(key, before + 1);
      this.list.push(clipped(problem));
      return;
    }
    const gather = this.list.length < ALL || this.gathered.has(key) ? key : '';
    const row = this.gathered.get(gather);
    if (row !== undefined) row.count = (row.count ?? 1) + (problem.count ?? 1);
    else {
      const rest: Problem = gather === '' ? { ...tooMany } : { ...clipped(problem), line: 0 };
      rest.count = problem.count ?? 1;
      this.gathered.set(gather, rest);
      this.list.push(rest);
    }
  }

  /** Copies: what is handed out does not change. */
  rows(limit = Number.POSITIVE_INFINITY): Problem[] {
    if (this.copy?.version !== this.version) this.copy = { version: this.version, rows: this.list.map((row) => ({ ...row })) };
    return this.copy.rows.slice(0, limit);
  }
}

const tooMany: Problem = {
  code: 'more-problems',
  file: '',
  line: 0,
  detail: 'There are more problems than can be listed.',
  tip: 'See to the first ones; the others may go with them.',
};

function clipped(problem: Problem): Problem {
  return { ...problem, file: problem.file.slice(0, 500), detail: problem.detail.slice(0, 1000), tip: problem.tip.slice(0, 1000) };
}
