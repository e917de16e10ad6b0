/** Pictures for the disk: a chunk of its own, fetched by whoever first asks for one. */
import type { HostedStart } from '../worker-api/hosted-api';
import type { PictureApi, PictureQuestion } from '../worker-api/picture-api';
import { oneJob, type Told } from './one-job';

const startPicture = () => new Worker(new URL('../../workers/picture.worker.ts', import.meta.url), { type: 'module' });

export function drawPicture(
  question: PictureQuestion,
  onProgress: Told,
  signal?: AbortSignal,
  start = startPicture,
  hosted?: HostedStart,
): Promise<Blob | null> {
  return oneJob<PictureApi, Blob | null>('picture worker', start, (api, told) => api.picture(question, told, hosted), onProgress, signal);
}
