/** Makes one site with a world of its own. */
import { expose } from 'comlink';
import type { LifeApi } from '../src/worker-api/life';
import type { SiteApi } from '../src/worker-api/site-api';
import { kernels } from './kernels';
import { alive } from './life';
import { failingPlainly } from './plain';
import { createSiteService } from './site-service';

const api: SiteApi & LifeApi = { alive, ...createSiteService({ kernels, fetch: (url) => fetch(url) }) };
expose(failingPlainly(api));
