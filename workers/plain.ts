import type { Problem } from '../src/core/result';
import { StoreFull } from '../src/core/world/block-store';
import { StoreFailure } from '../src/store/open';

/** What is thrown over the wire: Comlink keeps of an Error only its texts, of anything else all. */
export function plain(error: unknown): unknown {
  if (error instanceof StoreFailure) return error.problem;
  if (error instanceof StoreFull) return full;
  if (error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError')) return changed;
  return error;
}

const full: Problem = {
  code: 'storage-full',
  file: '',
  line: 0,
  detail: 'The browser has no more room for this site. Nothing was changed.',
  tip: 'Delete worlds you no longer need or free space on the disk, and try again.',
};

const changed: Problem = {
  code: 'file-changed',
  file: '',
  line: 0,
  detail: 'The file has changed since it was given to the page, so the browser no longer reads it. What was read before is kept.',
  tip: 'Drop it again, or follow it: then it is read on as it grows.',
};

/** The same API, whose failures are plain values. */
export function failingPlainly<T extends object>(api: T): T {
  return Object.fromEntries(
    Object.entries(api).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        try {
          return await call(...args);
        } catch (error) {
          throw plain(error);
        }
      },
    ]),
  ) as T;
}
