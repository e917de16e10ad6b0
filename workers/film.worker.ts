/** Makes one film of a map. */
import { expose } from 'comlink';
import { IdbStore } from '../src/store/idb-store';
import type { FilmApi } from '../src/worker-api/film-api';
import type { LifeApi } from '../src/worker-api/life';
import { PngFilm } from './film-png';
import { createFilmService } from './film-service';
import { VideoFilm, videoFormats } from './film-video';
import { kernels } from './kernels';
import { label } from './label';
import { alive } from './life';
import { failingPlainly } from './plain';

const api: FilmApi & LifeApi = {
  alive,
  ...createFilmService({
    ...{ store: new IdbStore(), kernels, label, formats: videoFormats },
    file: async (format, size, rate) => (format === 'png' ? new PngFilm() : await VideoFilm.begin(format, size, rate)),
  }),
};
expose(failingPlainly(api));
