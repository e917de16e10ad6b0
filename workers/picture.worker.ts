/** Draws one picture of a map, for the disk or the printer. */
import { expose } from 'comlink';
import { IdbStore } from '../src/store/idb-store';
import type { LifeApi } from '../src/worker-api/life';
import type { PictureApi } from '../src/worker-api/picture-api';
import { kernels } from './kernels';
import { label } from './label';
import { alive } from './life';
import { createMounts } from './mounts';
import { createPictureService } from './picture-service';
import { failingPlainly } from './plain';
import { roomForKept } from './storage';

const store = new IdbStore();
const mounts = createMounts({ store, kernels, room: roomForKept });
const api: PictureApi & LifeApi = { alive, ...createPictureService({ store, kernels, label, mounts }) };
expose(failingPlainly(api));
