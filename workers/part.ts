import type { Problem } from '../src/core/result';

/** A part of the worker's code that is fetched when it is first needed; a failure is not kept. Rejects with a Problem when it did not come. */
export function fetchedOnce<T>(get: () => Promise<T>): () => Promise<T> {
  let part: Promise<T> | null = null;
  return () => {
    part ??= get().catch((error) => {
      part = null;
      // What browsers reject an import with whose file is not there.
      throw error instanceof TypeError && /module|import/i.test(error.message) ? notLoaded(error.message) : error;
    });
    return part;
  };
}

/** `why`: for who reports it. */
export const notLoaded = (why: string): Problem => ({
  code: 'not-loaded',
  file: '',
  line: 0,
  detail: `A part of the site did not load (${why}).`,
  tip: 'Reload the page; the site may have been updated.',
});
