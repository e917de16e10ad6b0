/** Pictures for the disk: a chunk of its own, fetched by whoever first asks for one. */
import { proxy } from 'comlink';
import type { PictureApi, PictureQuestion } from '../worker-api/picture-api';
import { WorkerHost } from './worker-host';

const startPicture = () => new Worker(new URL('../../workers/picture.worker.ts', import.meta.url), { type: 'module' });

/** One worker a picture, ended with it: with it goes all that it took, and an abort needs nobody's answer. */
export async function drawPicture(
  question: PictureQuestion,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
  start: () => Worker = startPicture,
): Promise<Blob | null> {
  signal?.throwIfAborted();
  const host = new WorkerHost<PictureApi>('picture worker', start);
  const stop = () => host.close();
  signal?.addEventListener('abort', stop, { once: true });
  const report = proxy((done: number, total: number) => {
    if (signal?.aborted !== true) onProgress(done, total);
  });
  try {
    return await host.call((api) => api.picture(question, report));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    host.close();
  }
}
