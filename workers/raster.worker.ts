/** Reads worlds for the map. Several run side by side, each with its own caches. */
import { expose } from 'comlink';
import { IdbStore } from '../src/store/idb-store';
import type { LifeApi } from '../src/worker-api/life';
import type { RasterApi } from '../src/worker-api/raster-api';
import { bitmap } from './bitmap';
import { kernels } from './kernels';
import { alive } from './life';
import { createMounts } from './mounts';
import { failingPlainly } from './plain';
import { createRasterService } from './raster-service';
import { roomForKept } from './storage';

const store = new IdbStore();
const mounts = createMounts({ store, kernels, room: roomForKept });
const api: RasterApi & LifeApi = { alive, ...createRasterService({ store, kernels, bitmap, mounts }) };
expose(failingPlainly(api));
