/** A world as one zip. The writing of it comes when somebody first exports one. */
import type { PackLibrary } from '../src/core/pack/library';
import { writeContainer } from '../src/core/pack/write-container';
import type { Problem } from '../src/core/result';
import type { Library } from '../src/core/world/library';
import type { SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import type { ExportProgress } from '../src/worker-api/import-api';

/** Rejects with a Problem, or the signal's reason. */
export async function exportWorld(
  worlds: Library,
  world: string,
  choice: SnapshotChoice,
  pack: { library: PackLibrary; id: string } | null,
  tell: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const open = await worlds.open(world);
  if (open === null) throw notHere('world');
  // Every part of it is read from the store, so a cancel is heard in between.
  const blocks = await worldBlocks(open, choice, { signal, onProgress: (done, total) => tell({ done, total }) });
  signal.throwIfAborted();
  const more = pack && (await pack.library.packBlocks(pack.id, { icons: true, native: false }));
  if (pack !== null && more === null) throw notHere('pack');
  signal.throwIfAborted();
  return new Blob(writeContainer([...(more?.blocks ?? []), ...blocks], more?.first ?? null), { type: 'application/zip' });
}

const notHere = (what: 'world' | 'pack'): Problem => ({
  code: 'not-here',
  file: '',
  line: 0,
  detail: `This ${what} is not in this browser, or a newer version of the site has stored it.`,
  tip: 'Reload the page and look for it in the list.',
});
