import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { SHARED_FILES } from '../src/core/shared-files';

/** The shell without a network: everything that was built is kept, and every way into the site answers with its one page. */

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
  /** The samples that come with the site, relative to it. */
  __SAMPLES: string[];
};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// All state is in the hash, so there is one page. What looks like a file (a sample opened by itself) is a file.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^[^?]*\.(?!html\b)\w+(?:\?|$)/] }));

/** Samples are large and not everybody's, so they are kept once one was asked for; the network, where there is one, has the newer. */
const SAMPLES = 'factoscope-samples';
const MAX_SAMPLES = 4;
const MAX_SAMPLE_BYTES = 32 * 1024 * 1024;

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(`${new URL(self.registration.scope).pathname}sample/`),
  async ({ request }) => {
    const cache = await caches.open(SAMPLES);
    let response: Response;
    try {
      response = await fetch(request);
    } catch (error) {
      const kept = await cache.match(request);
      if (kept === undefined) throw error;
      return kept;
    }
    const size = Number(response.headers.get('content-length'));
    if (response.ok && size > 0 && size <= MAX_SAMPLE_BYTES) {
      await keep(cache, request, response.clone());
    }
    return response;
  },
);

/** All samples that are not kept yet, for a visit without a network. */
async function keepSamples(): Promise<void> {
  const cache = await caches.open(SAMPLES);
  for (const address of self.__SAMPLES) {
    const request = new Request(new URL(address, self.registration.scope));
    if ((await cache.match(request)) !== undefined) continue;
    try {
      const response = await fetch(request);
      if (response.ok) await keep(cache, request, response);
    } catch {
      // There is no network just now. The next visit asks again.
      return;
    }
  }
}

async function keep(cache: Cache, request: Request, response: Response): Promise<void> {
  try {
    const others = (await cache.keys()).filter(({ url }) => url !== request.url);
    for (const oldest of others.slice(0, Math.max(0, others.length + 1 - MAX_SAMPLES))) await cache.delete(oldest);
    await cache.put(request, response);
  } catch {
    // No room for it: it is fetched again the next time.
  }
}

/** What another app shares with the installed site lies here until the page has read it; the page then lets it go. */
const MAX_SHARED = 100;

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === `${new URL(self.registration.scope).pathname}share`,
  async ({ request }) => {
    const site = new URL(self.registration.scope);
    try {
      const form = await request.formData();
      const files = form.getAll('files').filter((value): value is File => value instanceof File && value.name !== '');
      await caches.delete(SHARED_FILES);
      const cache = await caches.open(SHARED_FILES);
      for (const [i, file] of files.slice(0, MAX_SHARED).entries())
        await cache.put(new URL(`share/${i}/${encodeURIComponent(file.name)}`, site), new Response(file));
      const address = /https?:\/\/\S+/.exec(`${form.get('url') ?? ''} ${form.get('text') ?? ''}`)?.[0];
      if (files.length > 0) site.searchParams.set('shared', String(files.length));
      else if (address !== undefined) site.searchParams.set('url', address);
    } catch {
      // No room for it, or no form at all.
      site.searchParams.set('shared', 'failed');
    }
    return Response.redirect(site, 303);
  },
  'POST',
);

// A new version waits until no tab uses the old one; only the page may say otherwise.
self.addEventListener('message', (event) => {
  const { type } = (event.data ?? {}) as { type?: unknown };
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === 'KEEP_SAMPLES') event.waitUntil(keepSamples());
});
