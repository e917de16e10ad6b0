/** The one writer: reads files into worlds. */
import { expose } from 'comlink';
import { readFile } from '../src/import/read-file';
import { IdbStore } from '../src/store/idb-store';
import type { ImportApi } from '../src/worker-api/import-api';
import type { LifeApi } from '../src/worker-api/life';
import { exclusive } from './exclusive';
import { createImportService } from './import-service';
import { kernels } from './kernels';
import { alive } from './life';
import { failingPlainly } from './plain';
import { storage } from './storage';
import { tellChanged, tellPackChanged } from './tell';

const api: ImportApi & LifeApi = {
  alive,
  ...createImportService({
    store: new IdbStore(),
    kernels,
    readFile: async (source, sink, signal) => readFile(source, sink, signal, (await kernels()).scanLines),
    exclusively: exclusive('factoscope-write'),
    tellChanged,
    tellPackChanged,
    storage,
  }),
};
expose(failingPlainly(api));
