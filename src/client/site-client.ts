/** Sites with a world of their own, for the disk: a chunk of its own, fetched by whoever first asks for one. */
import type { SiteApi, SiteQuestion } from '../worker-api/site-api';
import { oneJob, type Told } from './one-job';

const startSite = () => new Worker(new URL('../../workers/site.worker.ts', import.meta.url), { type: 'module' });

export function makeSite(question: SiteQuestion, onProgress: Told, signal?: AbortSignal): Promise<Blob> {
  return oneJob<SiteApi, Blob>('site worker', startSite, (api, told) => api.site(question, told), onProgress, signal);
}
