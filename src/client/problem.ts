import type { Problem } from '../core/result';

export const died = (what: string, why: string): Problem => ({
  code: 'worker-died',
  file: '',
  line: 0,
  detail: `The ${what} stopped${why === '' ? '' : ` (${why})`}.`,
  tip: 'Try it again; what is stored is whole. If it happens again, close other tabs to free memory and reload the page.',
});

export const isDeath = (error: unknown): boolean => isProblem(error) && error.code === 'worker-died';

/** What a worker threw, as a row: it throws Problems, anything else is a bug of ours. */
export function asProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'bug', file: '', line: 0, detail, tip: 'This is a fault of Factoscope. Reload the page; if it stays, report it.' };
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && 'detail' in error;
}
