/** Films for the disk: a chunk of its own, fetched by whoever first asks for one. */
import type { FilmApi, FilmFormat, FilmQuestion } from '../worker-api/film-api';
import type { HostedStart } from '../worker-api/hosted-api';
import { oneJob, type Told } from './one-job';

const startFilm = () => new Worker(new URL('../../workers/film.worker.ts', import.meta.url), { type: 'module' });

/** What films of this size can be made into here, the most useful first. */
export function filmFormats(width: number, height: number, signal?: AbortSignal): Promise<FilmFormat[]> {
  return oneJob<FilmApi, FilmFormat[]>(
    'film worker',
    startFilm,
    (api) => api.formats(width, height),
    () => {},
    signal,
  );
}

export function makeFilm(question: FilmQuestion, onProgress: Told, signal?: AbortSignal, hosted?: HostedStart): Promise<Blob | null> {
  return oneJob<FilmApi, Blob | null>('film worker', startFilm, (api, told) => api.film(question, told, hosted), onProgress, signal);
}
