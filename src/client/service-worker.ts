import { WRITE_LOCK } from '../worker-api/life';

export interface ServiceWorkerTells {
  /** The site will work without a network from now on. */
  ready(): void;
  /** A newer version is here and waits; `take` is called if the person agrees, and reloads the page. */
  update(take: () => Promise<void>): void;
  /** Another tab took a newer version: what this page has not fetched yet is gone. */
  renewed(): void;
}

/** An installed site may stay open for weeks; browsers look for a new version only when a page is loaded. */
const LOOK_AGAIN_MS = 3_600_000;

/**
 * Lets a second visit work without a network. Only in production builds, since the dev server has nothing to keep, and only
 * where the browser allows it: over https and on localhost.
 */
export async function registerServiceWorker(tells: ServiceWorkerTells): Promise<void> {
  if (!import.meta.env.PROD || !isSecureContext || !('serviceWorker' in navigator)) return;
  // Without a controller this is the first visit: what is being installed is no update.
  const first = navigator.serviceWorker.controller === null;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
  } catch {
    // Private windows and strict settings refuse. The site works without.
    return;
  }
  void navigator.serviceWorker.ready.then(() => tells.ready());

  let taken = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (taken) location.reload();
    else if (!first) tells.renewed();
  });
  const offer = (worker: ServiceWorker) =>
    tells.update(async () => {
      // The new version throws away the old one's files, which another tab that is reading logs may yet need.
      await navigator.locks.request(WRITE_LOCK, () => {
        taken = true;
        worker.postMessage({ type: 'SKIP_WAITING' });
      });
    });
  const watch = (worker: ServiceWorker) =>
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) offer(worker);
    });

  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) offer(registration.waiting);
  if (registration.installing !== null) watch(registration.installing);
  registration.addEventListener('updatefound', () => registration.installing !== null && watch(registration.installing));

  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_AGAIN_MS) return;
    looked = Date.now();
    // Without a network there is nothing new.
    registration.update().catch(() => {});
  });
}

/** Asks for the samples to be kept for visits without a network, as soon as there is somebody to keep them. */
export function keepSamples(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData === true) return;
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage({ type: 'KEEP_SAMPLES' }));
}
