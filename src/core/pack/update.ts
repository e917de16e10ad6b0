/** One pack changed by what came for it: load, join, read, save. */
import { neededKeys } from '../prototype/locale/needed';
import type { Problem } from '../result';
import { type BlockStore, StoreFull } from '../world/block-store';
import { claimedVersions } from './claims';
import { joined, noEvidence } from './evidence';
import { fileKey } from './keys';
import type { Pieces } from './pieces';
import { type OnFiles, type ReadFiles, readFiles } from './read-files';
import { readRow, tooNew } from './row';
import { fileSizes, savePack } from './save';
import { joinedStates, loadState, type PackState } from './state';
import { joinedTexts, namingMods } from './text-rows';

/** Prototypes with what came along, and the bytes of files that only a snapshot brings. */
export interface Arrival {
  state: PackState;
  files: ReadonlyMap<string, Uint8Array>;
}

export interface PackReport {
  /** Ids of packs that this drop made or joined, also those that were here already just so. */
  packs: string[];
  problems: Problem[];
  /** What waits until it is given to a pack (`Workshop.join`). */
  loose: { texts: number; icons: number } | null;
}

/** `stored`: it is in the store now, changed or as it was. Rejects with StoreFull or by the signal; the store is then as it was. */
export async function updatePack(
  store: BlockStore,
  id: string,
  arrivals: readonly Arrival[],
  pieces: Pieces,
  signal: AbortSignal,
  onFiles: OnFiles,
): Promise<{ stored: boolean; problems: Problem[] }> {
  const before = await readRow(store, id);
  if (before !== null && tooNew(before)) return { stored: false, problems: [newer(before.info.name)] };
  const states = [...(before === null ? [] : [await loadState(store, id)]), ...arrivals.map(({ state }) => state)];
  if (states.length === 0) return { stored: false, problems: [gone()] };
  const state = states.reduce(joinedStates);

  const known = new Set(fileSizes(state.evidence).keys());
  const read: ReadFiles = { found: [], files: new Map(), stored: [], problems: [] };
  try {
    const pictures = pieces.picturesFor(state.raw);
    for (const { files } of [...arrivals, pictures]) for (const [hash, bytes] of files) read.files.set(hash, bytes);
    state.evidence = joined(state.evidence, { ...noEvidence(), ...pieces.evidence, pictures: pictures.rows });
    const texts = joinedTexts([state.texts, pieces.textsFor(neededKeys(state.raw))]);
    state.evidence = joined(state.evidence, { ...noEvidence(), used: namingMods(texts) });
    await readFiles(store, id, state, pieces.shelves, claimedVersions(state.evidence), read, signal, onFiles);
    state.evidence = joined(state.evidence, { ...noEvidence(), found: read.found });
    signal.throwIfAborted();
    await savePack(store, id, { ...state, texts }, before, read.files);
    return { stored: true, problems: read.problems };
  } catch (error) {
    await letGo(store, id, known, read);
    throw error;
  }
}

/** What was put early and no stored pack knows. A killed worker's is removed by the next import or at the next start. */
async function letGo(store: BlockStore, id: string, known: ReadonlySet<string>, { stored }: ReadFiles): Promise<void> {
  const remove = stored.filter((hash) => !known.has(hash)).map((hash) => fileKey(id, hash));
  if (remove.length === 0) return;
  try {
    await store.put({ set: [], remove });
  } catch (error) {
    if (!(error instanceof StoreFull)) throw error;
  }
}

const newer = (name: string): Problem => ({
  code: 'pack-too-new',
  file: name,
  line: 0,
  detail: 'A newer version of this site has stored this pack: it was left as it is.',
  tip: 'Reload the page to get the newer version.',
});

const gone = (): Problem => ({
  code: 'pack-gone',
  file: '',
  line: 0,
  detail: 'The pack that these belong to is not here any more.',
  tip: 'Drop its `data-raw-dump.json` again, or choose another pack.',
});
