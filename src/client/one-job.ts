/** Work that has a worker of its own, ended with it: with it goes all that it took, and an abort needs nobody's answer. */
import { proxy, type Remote } from 'comlink';
import { WorkerHost } from './worker-host';

export type Told = (done: number, total: number) => void;

/** `name`: for the person, "picture worker". `onProgress` hears nothing after an abort. */
export async function oneJob<Api, T>(
  name: string,
  start: () => Worker,
  work: (api: Remote<Api>, onProgress: Told) => Promise<T>,
  onProgress: Told,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const host = new WorkerHost<Api>(name, start);
  const stop = () => host.close();
  signal?.addEventListener('abort', stop, { once: true });
  const report = proxy((done: number, total: number) => {
    if (signal?.aborted !== true) onProgress(done, total);
  });
  try {
    return await host.call((api) => work(api, report));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    host.close();
  }
}
