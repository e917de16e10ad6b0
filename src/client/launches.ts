import { SHARED_FILES } from '../core/shared-files';

/**
 * Files that the system hands to the installed site: opened with it, or shared to it. What was opened with it can be read anew while the
 * game goes on writing; what was shared cannot.
 */
export interface Launched {
  name: string;
  file: File;
  entry?: Pick<FileSystemFileEntry, 'file'>;
}

/** https://wicg.github.io/web-app-launch/ */
interface LaunchQueue {
  setConsumer(consumer: (launch: { files?: readonly FileSystemHandle[] }) => void): void;
}

export interface Launches {
  /** Resolves when the files are read. */
  open(files: Launched[]): Promise<void>;
  /** What was shared could not be taken. */
  failed(): void;
}

/** Hears of launches, and opens what was shared before the page was there. Where the browser knows neither, nothing happens. */
export function receiveLaunches({ open, failed }: Launches): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(({ files = [] }) => {
    const handles = files.filter((handle): handle is FileSystemFileHandle => handle.kind === 'file');
    if (handles.length > 0) void Promise.all(handles.map(launched)).then((all) => open(all.filter((one) => one !== null)));
  });
  const query = new URLSearchParams(location.search);
  const shared = query.get('shared');
  if (shared === null) return;
  query.delete('shared');
  // Read once: a reload must not read it again.
  history.replaceState(null, '', `${location.pathname}${query.size === 0 ? '' : `?${query}`}${location.hash}`);
  if (shared === 'failed') failed();
  else void openShared(open);
}

/** null: it is gone, or may not be read. */
async function launched(handle: FileSystemFileHandle): Promise<Launched | null> {
  const entry: Launched['entry'] = {
    file: (taken, failed) => {
      handle.getFile().then(taken, failed);
    },
  };
  try {
    return { name: handle.name, file: await handle.getFile(), entry };
  } catch {
    return null;
  }
}

async function openShared(open: Launches['open']): Promise<void> {
  if (!('caches' in globalThis)) return;
  const cache = await caches.open(SHARED_FILES);
  const files: Launched[] = [];
  for (const request of await cache.keys()) {
    const blob = await (await cache.match(request))?.blob();
    const name = decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? '');
    if (blob !== undefined) files.push({ name, file: new File([blob], name) });
  }
  if (files.length > 0) await open(files);
  await caches.delete(SHARED_FILES);
}
