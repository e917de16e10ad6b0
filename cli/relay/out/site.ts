/** The built site, whose page knows the relay that it came from. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import sirv from 'sirv';
import type { Problem } from '../../../src/core/result';
import { PAGE, WORKER } from '../../../src/core/site/names';
import { relayPageOf, workerOf } from '../../../src/core/site/page';
import { answer } from './headers';

export type Site = (request: IncomingMessage, response: ServerResponse, path: string) => void;

/** Files whose names have a hash of what is in them. */
const NEVER_CHANGES = /^\/assets\/[^/]*-[\w-]{8}\.\w+$/;
const FOREVER = 'public, max-age=31536000, immutable';

/** Throws a Problem when the folder holds no built site. */
export async function siteOf(folder: string): Promise<Site> {
  const [built, worker] = await Promise.all([readFile(join(folder, PAGE)), readFile(join(folder, WORKER), 'utf8')]).catch(() => {
    throw notBuilt(folder);
  });
  const page = relayPageOf(built.toString('utf8'));
  const ownWorker = page === null ? null : workerOf(worker, built, Buffer.from(page));
  if (page === null || ownWorker === null) throw notBuilt(folder);
  // Its list of files is read once: nothing else is ever opened, whatever is asked for.
  const files = sirv(folder, {
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('cache-control', NEVER_CHANGES.test(path) ? FOREVER : 'no-cache');
      // A packed sample is a packed file, not another form of what is in it.
      if (path.endsWith('.gz')) response.setHeader('content-encoding', 'identity').setHeader('content-type', 'application/gzip');
    },
  });
  const own = { headers: { 'cache-control': 'no-cache' } };
  return (request, response, path) => {
    if (path === '/' || path === `/${PAGE}`) return sendPage(response, page);
    if (path === `/${WORKER}`) return answer(response, 200, ownWorker, { ...own, type: 'text/javascript; charset=utf-8' });
    if (!isRange(request.headers.range)) delete request.headers.range;
    response.once('pipe', (file) => guard(file, response));
    files(request, response, () => answer(response, 404, 'There is no such page.\n'));
  };
}

/** A file may be gone since it was listed; and whoever goes in the midst of one must not leave it open. */
function guard(file: Readable, response: ServerResponse): void {
  file.once('error', () => response.destroy());
  response.once('close', () => file.destroy());
}

/** A host and perhaps a port, as a policy may name them. */
const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i;
/** As it stands in the built page. */
const SELF = 'connect-src &#39;self&#39;';

/** Its policy stands in itself. There are browsers for which `'self'` is the page's own host by http alone, not by ws. */
function sendPage(response: ServerResponse, built: string): void {
  const { host = '' } = response.req.headers;
  const page = HOST.test(host) ? built.replace(SELF, `${SELF} ws://${host}`) : built;
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(page),
    'cache-control': 'no-cache',
  });
  response.end(response.req.method === 'HEAD' ? undefined : page);
}

/** One range as sirv reads it; any other would make it throw, or answer another one. */
function isRange(range: string | undefined): boolean {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  return from !== undefined && (to === '' || Number(from) <= Number(to));
}

/** In the place of a site that is not built. */
export const noSite: Site = (_, response) =>
  answer(response, 503, 'The site is not built. In its folder: npm run build\nThen start the relay again. Its servers: api/servers\n');

const notBuilt = (file: string): Problem => ({
  code: 'site-not-built',
  file,
  line: 0,
  detail: 'It holds no built site.',
  tip: 'npm run build makes it.',
});
