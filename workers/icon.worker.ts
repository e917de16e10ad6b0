/** Draws icons: several run side by side, each with its own codecs, kernel and decoded layers. */
import { expose } from 'comlink';
import { openPack } from '../src/core/pack/open';
import { IdbStore } from '../src/store/idb-store';
import type { LifeApi } from '../src/worker-api/life';
import type { IconApi } from '../src/worker-api/pack-api';
import { bitmap } from './bitmap';
import { codec } from './codec';
import { createIconService } from './icon-service';
import { kernels } from './kernels';
import { alive } from './life';
import { failingPlainly } from './plain';

const store = new IdbStore();
const api: IconApi & LifeApi = { alive, ...createIconService({ open: (id) => openPack(store, id), kernels, codec: codec(), bitmap }) };
expose(failingPlainly(api));
