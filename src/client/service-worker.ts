/**
 * Lets a second visit work without a network. Only in production builds, since the dev server has nothing to keep, and only
 * where the browser allows it: over https and on localhost.
 *
 * `onUpdate` is called when a newer version is ready and waits; the page offers it and calls `apply` if the user agrees.
 */
export async function registerServiceWorker(onUpdate: (apply: () => void) => void): Promise<void> {
  if (!import.meta.env.PROD || !isSecureContext || !('serviceWorker' in navigator)) return;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
  } catch {
    // Private windows and strict settings refuse. The site works without.
    return;
  }

  const offer = (worker: ServiceWorker) =>
    onUpdate(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage({ type: 'SKIP_WAITING' });
    });

  // Without a controller this is the first visit: what is being installed is no update.
  const watch = (worker: ServiceWorker) =>
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) offer(worker);
    });

  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) offer(registration.waiting);
  if (registration.installing !== null) watch(registration.installing);
  registration.addEventListener('updatefound', () => registration.installing !== null && watch(registration.installing));
}
