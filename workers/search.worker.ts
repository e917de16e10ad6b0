/** Reads packs for the item browser: pages, lists and the search. One a page. */
import { expose } from 'comlink';
import { openPack } from '../src/core/pack/open';
import { IdbStore } from '../src/store/idb-store';
import type { LifeApi } from '../src/worker-api/life';
import type { PackApi } from '../src/worker-api/pack-api';
import { alive } from './life';
import { failingPlainly } from './plain';
import { createSearchService } from './search-service';

const api: PackApi & LifeApi = { alive, ...createSearchService({ store: new IdbStore(), open: openPack }) };
expose(failingPlainly(api));
