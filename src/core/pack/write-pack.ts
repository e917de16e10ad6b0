/** A stored pack as blocks of a snapshot: what counts of it, and nothing of how it came. Law: docs/snapshot.md [S6]… */
import type { PicturePlan } from '../icon/plan';
import { SHEET_PICTURES } from '../icon/types';
import { kindOf } from '../prototype/kinds';
import type { BlockStore } from '../world/block-store';
import { chosenList, chosenSettings, claimedVersions, infoOf } from './claims';
import type { Evidence } from './evidence';
import { fileKey, sheetKey } from './keys';
import { byText } from './packing';
import { isSheet } from './picture-bytes';
import { type Plan, refKey } from './plan';
import { rawBlocks } from './raw-blocks';
import type { PackRow } from './row';
import { fileSizes } from './save';
import { loadState, type PackState } from './state';
import { rowsOf, type TextRows } from './text-rows';
import { textsOf } from './texts';
import { type Block, textBlock } from './write-container';

/** Version of a pack's blocks within the container [S6]. */
export const PACK_BLOCKS_VERSION = 1;
/** Sheets and files lie in so many entries at most. */
const SHEET_ENTRIES = 128;
const FILE_ENTRIES = 64;

export interface PackExportOptions {
  /** Codes; all when absent. */
  languages?: string[];
  icons: boolean;
  /** Rendered anew with another effort, by number of sheet; absent: those stored. */
  sheets?: Uint8Array[];
  /** With the files that pictures are drawn from, so that large ones can be drawn there too. */
  native: boolean;
}

/** [S7] Picture of each prototype, in the order they lie in the raw blocks. */
export interface PictureBlock {
  /** -1: none. */
  pictures: number[];
  /** Of those that lack files: place among the prototypes, then places in `files`. */
  missing: [prototype: number, ...files: number[]][];
  files: string[];
}
/** [S6] */
export interface PackHead {
  v: number;
  id: string;
  evidence: Evidence;
}

/** `first`: path of the picture that the container's header points to. */
export async function packBlocks(
  store: BlockStore,
  row: PackRow,
  plan: Plan,
  options: PackExportOptions,
): Promise<{ blocks: Block[]; first: string | null }> {
  const { id } = row.info;
  const state = await loadState(store, id);
  const head: PackHead = { v: PACK_BLOCKS_VERSION, id, evidence: told(state, row, plan, options) };
  const blocks = [textBlock('pack/head', 'pack/head', JSON.stringify(head))];
  let n = 0;
  for (const text of rawBlocks(state.raw)) blocks.push(textBlock(`pack/raw/${four(n++)}`, 'pack/prototypes', text));
  for (const [language, rows] of chosenTexts(state, row, options.languages))
    blocks.push(textBlock(`pack/text/${language}`, 'pack/texts', JSON.stringify(rows)));

  const sheets = options.icons ? await sheetsOf(store, id, plan, options.sheets) : [];
  const pictures = sheets.filter((sheet) => sheet !== null);
  if (pictures.length > 0) {
    blocks.push(textBlock('pack/pictures', 'pack/pictures', JSON.stringify(pictureBlock(state, plan, sheets))));
    const per = Math.ceil(pictures.length / SHEET_ENTRIES);
    const rows = pictures.map(
      (bytes, i): Block => ({ path: `pack/sheet/${four(i)}`, entry: `pack/sheets/${three(i / per)}`, bytes, inflated: 0 }),
    );
    // What is shown first is read first.
    blocks.unshift(...rows.slice(0, 1));
    blocks.push(...rows.slice(1));
  }
  if (options.icons && options.native) blocks.push(...(await fileBlocks(store, id, head.evidence)));
  return { blocks, first: pictures.length > 0 ? 'pack/sheet/0000' : null };
}

const four = (n: number): string => String(n).padStart(4, '0');
const three = (n: number): string => String(Math.floor(n)).padStart(3, '0');

/** What the claims follow from, and no more: nothing of mods that are off, no names of the person's files. */
function told({ evidence }: PackState, row: PackRow, plan: Plan, { icons, native }: PackExportOptions): Evidence {
  const { claims } = row.info;
  const info = infoOf(evidence, claimedVersions(evidence));
  const list = chosenList(evidence);
  const settings = chosenSettings(evidence);
  const used = new Set(icons && native ? plan.plans.flatMap(filesOf) : []);
  return {
    whole: evidence.whole,
    name: row.named ? row.info.name : evidence.name,
    counts: evidence.counts,
    files: [],
    infos: claims.mods.map(({ value }) => info(value.name)).filter((one) => one !== null),
    lists: list === null ? [] : [list],
    settings: settings === null ? [] : [settings],
    versions: claims.gameVersion === null ? [] : [[claims.gameVersion.value, claims.gameVersion.source]],
    used: evidence.used.filter((mod) => claims.mods.some(({ value }) => value.name === mod)),
    icons: evidence.icons,
    found: evidence.found.filter(([, , , hash]) => used.has(hash)),
    pictures: evidence.pictures.filter(([, , , , hash]) => used.has(hash)),
    given: null,
  };
}

const filesOf = (plan: PicturePlan): string[] => (plan.from === 'finished' ? [plan.file] : plan.files.filter((file) => file !== null));

/** Of each mod the texts that count, as one file; dumps under the language they were taken for. */
function* chosenTexts(state: PackState, row: PackRow, languages: readonly string[] | undefined): Generator<[string, TextRows]> {
  for (const [language, { tables, dumped }] of textsOf(state.texts, state.evidence, row.info.claims)) {
    if (languages !== undefined && !languages.includes(language)) continue;
    yield [
      language,
      {
        tables: tables.map(({ mod, table }): TextRows['tables'][number] => [mod, '', '', rowsOf(table)]).sort((a, b) => byText(a[0], b[0])),
        dumped: dumped.map(({ kind, names, descriptions }) => [kind, rowsOf(names), rowsOf(descriptions)]),
      },
    ];
  }
}

/** null: not rendered yet, and so not in the file. */
async function sheetsOf(
  store: BlockStore,
  id: string,
  plan: Plan,
  anew: readonly Uint8Array[] | undefined,
): Promise<(Uint8Array | null)[]> {
  const keys = [...plan.given.sheets.map((hash) => fileKey(id, hash)), ...plan.sheets.map((key) => sheetKey(id, key))];
  const stored = await store.get(keys);
  return keys.map((_, i) => [anew?.[i], stored[i]].find((bytes) => bytes !== undefined && isSheet(bytes)) ?? null);
}

/** Numbers count on over sheets that are not in the file. */
function pictureBlock({ raw }: PackState, plan: Plan, sheets: readonly (Uint8Array | null)[]): PictureBlock {
  let next = 0;
  const moved = sheets.map((sheet) => (sheet === null ? -1 : next++));
  const refs = new Map(plan.refs.map((ref) => [refKey(ref[0], ref[1]), ref]));
  const block: PictureBlock = { pictures: [], missing: [], files: [] };
  const files = new Map<number, number>();
  for (const type of [...raw.keys()].sort()) {
    for (const name of [...raw.get(type)!.keys()].sort()) {
      const [, , , picture, missing] = refs.get(refKey(kindOf(type) ?? '', name)) ?? [null, null, null, -1, []];
      const sheet = picture < 0 ? -1 : (moved[Math.floor(picture / SHEET_PICTURES)] ?? -1);
      if (sheet >= 0 && missing.length > 0) {
        const at = missing.map((file) => {
          if (!files.has(file)) files.set(file, block.files.push(plan.files[file]!) - 1);
          return files.get(file)!;
        });
        block.missing.push([block.pictures.length, ...at]);
      }
      block.pictures.push(sheet < 0 ? -1 : sheet * SHEET_PICTURES + (picture % SHEET_PICTURES));
    }
  }
  return block;
}

/** Bytes that `found` and `pictures` tell of, once each. */
async function fileBlocks(store: BlockStore, id: string, evidence: Evidence): Promise<Block[]> {
  const hashes = [...fileSizes(evidence).keys()].sort();
  const stored = await store.get(hashes.map((hash) => fileKey(id, hash)));
  const per = Math.max(1, Math.ceil(hashes.length / FILE_ENTRIES));
  return hashes.flatMap((hash, i): Block[] => {
    const bytes = stored[i];
    return bytes ? [{ path: `pack/file/${hash}`, entry: `pack/files/${three(i / per)}`, bytes, inflated: 0 }] : [];
  });
}
