/** One pack changed by what came for it: load, join, read, save. */
import { neededKeys } from '../prototype/locale/needed';
import type { Problem } from '../result';
import { type BlockStore, StoreFull } from '../world/block-store';
import { claimedVersions } from './claims';
import { type Evidence, joined, noEvidence } from './evidence';
import { LayerFaults, missingRows } from './icon-report';
import { dataPrefix, endOf, fileKey } from './keys';
import type { Pieces } from './pieces';
import { type OnFiles, placeOf, type ReadFiles, readFiles } from './read-files';
import { readRow, tooNew } from './row';
import { savePack } from './save';
import { joinedStates, loadState, type PackState } from './state';
import { joinedTexts, namingMods, type TextEvidence, type TextRows } from './text-rows';

/** Prototypes with what came along, and the bytes of files that only a snapshot brings. */
export interface Arrival {
  from: 'dump' | 'snapshot';
  state: PackState;
  files: ReadonlyMap<string, Uint8Array>;
}

export interface PackReport {
  /** Ids of packs that this drop made or joined, also those that were here already just so. */
  packs: string[];
  problems: Problem[];
  /** What waits until it is given to a pack (`Workshop.join`). */
  loose: { texts: number; icons: number } | null;
  /** The signal spoke before all files of icons were read: the same drop again brings the rest. */
  stopped?: true;
}

/**
 * `stored`: it is in the store now, changed or as it was. Rejects with StoreFull; the store is then as it was. The signal ends the reading
 * of icons' files alone: what was read is stored, and the rest is missing until it comes again.
 */
export async function updatePack(
  store: BlockStore,
  id: string,
  arrivals: readonly Arrival[],
  pieces: Pieces,
  signal: AbortSignal,
  onFiles: OnFiles,
): Promise<{ stored: boolean; problems: Problem[]; stopped: boolean }> {
  const before = await readRow(store, id);
  if (before !== null && tooNew(before)) return { stored: false, problems: [newer(before.info.name)], stopped: false };
  const states = [...(before === null ? [] : [await loadState(store, id, before.v)]), ...arrivals.map(({ state }) => state)];
  if (states.length === 0) return { stored: false, problems: [gone()], stopped: false };
  const state = states.reduce(joinedStates);

  const files = `${dataPrefix(id)}file/`;
  const here = new Set((await store.keys(files, endOf(files))).map((key) => key.slice(files.length)));
  const read: ReadFiles = { found: [], files: new Map(), stored: [], problems: [], left: 0 };
  try {
    const pictures = pieces.picturesFor(state.raw);
    for (const { files } of [...arrivals, pictures]) for (const [hash, bytes] of files) read.files.set(hash, bytes);
    state.evidence = withPictures(joined(state.evidence, { ...noEvidence(), ...pieces.evidence }), pictures.rows);
    const texts = withTexts(state.texts, pieces.textsFor(neededKeys(state.raw)));
    state.evidence = joined(state.evidence, { ...noEvidence(), used: namingMods(texts) });
    await readFiles(store, id, state, pieces.shelves, claimedVersions(state.evidence), here, read, signal, onFiles);
    state.evidence = withFound(state.evidence, read.found);
    const faults = new LayerFaults();
    const { plan } = await savePack(store, id, { ...state, texts }, before, read.files, faults.add);
    // Prototypes that were here before have said it then.
    const layers = arrivals.length > 0 ? faults.rows() : [];
    const left = read.left > 0 ? [stoppedAt(read.left)] : [];
    // Who was given a pack has no files to give; who drops a dump or a mod has.
    const gives = pieces.shelves.length > 0 || arrivals.some(({ from }) => from === 'dump');
    const missing = gives && read.left === 0 ? missingRows(plan) : [];
    return { stored: true, problems: [...read.problems, ...left, ...layers, ...missing], stopped: read.left > 0 };
  } catch (error) {
    await letGo(store, id, here, read);
    throw error;
  }
}

/** What was read now counts, whatever was known of the same place: authors change a file without a new version of their mod. */
function withFound(evidence: Evidence, found: Evidence['found']): Evidence {
  const places = new Set(found.map(placeOf));
  const others = evidence.found.filter((row) => !places.has(placeOf(row)));
  return joined({ ...evidence, found: others }, { ...noEvidence(), found });
}

/** The same of finished pictures. */
function withPictures(evidence: Evidence, pictures: Evidence['pictures']): Evidence {
  const places = new Set(pictures.map(placeOf));
  const others = evidence.pictures.filter((row) => !places.has(placeOf(row)));
  return joined({ ...evidence, pictures: others }, { ...noEvidence(), pictures });
}

/** The same of texts. */
function withTexts(before: TextEvidence, now: TextEvidence): TextEvidence {
  const places = new Set([...now].flatMap(([language, { tables }]) => tables.map((row) => `${language}\0${placeOf(row)}`)));
  const others = [...before].map(([language, { tables, dumped }]): [string, TextRows] => [
    language,
    { tables: tables.filter((row) => !places.has(`${language}\0${placeOf(row)}`)), dumped },
  ]);
  return joinedTexts([new Map(others), now]);
}

/** What was put early and no stored pack knows. A killed worker's is removed by the next import or at the next start. */
async function letGo(store: BlockStore, id: string, here: ReadonlySet<string>, { stored }: ReadFiles): Promise<void> {
  const remove = stored.filter((hash) => !here.has(hash)).map((hash) => fileKey(id, hash));
  if (remove.length === 0) return;
  try {
    await store.put({ set: [], remove });
  } catch (error) {
    if (!(error instanceof StoreFull)) throw error;
  }
}

const stoppedAt = (left: number): Problem => ({
  code: 'icons-left',
  file: '',
  line: 0,
  detail: `It was stopped before ${left === 1 ? 'one file' : `${left.toLocaleString('en')} files`} of icons ${left === 1 ? 'was' : 'were'} read: what was read is kept.`,
  tip: 'Drop the same files again: the rest is read first.',
});

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
