/** Reads worlds for the map. Several run side by side, each with its own caches. */
import { expose } from 'comlink';
import { IdbStore } from '../src/store/idb-store';
import type { LifeApi } from '../src/worker-api/life';
import type { RasterApi } from '../src/worker-api/raster-api';
import { bitmap } from './bitmap';
import { kernels } from './kernels';
import { alive } from './life';
import { failingPlainly } from './plain';
import { createRasterService } from './raster-service';

const api: RasterApi & LifeApi = { alive, ...createRasterService({ store: new IdbStore(), kernels, bitmap }) };
expose(failingPlainly(api));
