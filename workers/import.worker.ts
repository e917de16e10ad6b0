/** The one writer: reads files into worlds. */
import { expose } from 'comlink';
import { IdbStore } from '../src/store/idb-store';
import type { ImportApi } from '../src/worker-api/import-api';
import { type LifeApi, WRITE_LOCK } from '../src/worker-api/life';
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
    readFile: async (source, sink, signal) => {
      const [{ readFile }, { scanLines }] = await Promise.all([import('../src/import/read-file'), kernels()]);
      return readFile(source, sink, signal, scanLines);
    },
    exclusively: exclusive(WRITE_LOCK),
    tellChanged,
    tellPackChanged,
    storage,
  }),
};
expose(failingPlainly(api));
