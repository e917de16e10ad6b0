/** Makes one film of a map. */
import { expose } from 'comlink';
import { IdbStore } from '../src/store/idb-store';
import type { FilmApi } from '../src/worker-api/film-api';
import type { LifeApi } from '../src/worker-api/life';
import { PngFilm } from './film-png';
import { createFilmService } from './film-service';
import { kernels } from './kernels';
import { label } from './label';
import { alive } from './life';
import { createMounts } from './mounts';
import { failingPlainly } from './plain';
import { roomForKept } from './storage';

/** Much code, which pictures do not need. */
const video = () => import('./film-video');
const store = new IdbStore();
const mounts = createMounts({ store, kernels, room: roomForKept });
const api: FilmApi & LifeApi = {
  alive,
  ...createFilmService({
    ...{ store, kernels, label, mounts },
    formats: async (width, height) => (typeof VideoEncoder === 'function' ? await (await video()).videoFormats(width, height) : ['png']),
    file: async (format, size, rate) => (format === 'png' ? new PngFilm() : await (await video()).VideoFilm.begin(format, size, rate)),
  }),
};
expose(failingPlainly(api));
