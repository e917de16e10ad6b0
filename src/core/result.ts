/** Failures are plain values: they cross worker borders whole. Only bugs throw. */

export interface Problem {
  /** Kebab-case, stable: "line-cut", "zip-bomb", "too-new". */
  code: string;
  /** The file's name as dropped; '' when it concerns no file. */
  file: string;
  /** Line number from 1; 0 means the whole file. */
  line: number;
  /** What is the matter, for a person. */
  detail: string;
  /** What to do about it. */
  tip: string;
  /** How many times, when rows of one code and file are gathered. */
  count?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export function fail(code: string, detail: string, tip = '', file = '', line = 0): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, file, line, detail, tip } };
}

/** A failure that was thrown to cross somebody else's code (a store, a source of bytes), where a Result cannot be handed through. */
export const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error && 'detail' in error && 'tip' in error;
