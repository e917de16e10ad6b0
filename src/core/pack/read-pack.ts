/** A pack out of a snapshot's blocks. Whoever wrote it may mean harm: everything is looked at anew. */
import { identityOf } from '../prototype/identity';
import { kindOf } from '../prototype/kinds';
import { fail, ok, type Result } from '../result';
import { isCount, isText, isWhole, readEvidence, readTextRows } from './checked-evidence';
import { namedMods } from './claims';
import { type Evidence, type Given, joined, noEvidence } from './evidence';
import { isLanguage, NO_LANGUAGE } from './keys';
import { packId } from './naming';
import { hashOf } from './packing';
import { isSheet } from './picture-bytes';
import { refKey } from './plan';
import { type Gathered, readForeignBlock } from './raw-blocks';
import { sourceName } from './source-name';
import { joinedTexts, type TextRows } from './text-rows';
import type { Arrival } from './update';
import { PACK_BLOCKS_VERSION } from './write-pack';

/** Of a prototype of which there are many in a file that was made for it. */
const MAX_PROTOTYPES = 500_000;
const MAX_SHEETS = 4_000;

/**
 * `entries`: blocks by path, as `readContainer` gives them. The id is made of the prototypes again, whatever the file says. Problems:
 * `snapshot-no-pack`, `snapshot-damaged`, `too-new`.
 */
export function readPack(entries: ReadonlyMap<string, Uint8Array>, from: string): Result<{ id: string; arrival: Arrival }> {
  const head = parsed(entries.get('pack/head')) as { v?: unknown; evidence?: unknown } | null;
  if (!entries.has('pack/head')) return fail('snapshot-no-pack', 'There is no pack in this snapshot.', '', from);
  if (typeof head !== 'object' || head === null || !isWhole(head.v)) return damaged(from, 'what it says of the pack cannot be read');
  if (head.v > PACK_BLOCKS_VERSION)
    return fail('too-new', 'A newer version of Factoscope wrote this pack.', 'Reload the page to get the newer version.', from);

  const raw: Gathered = new Map();
  const order: [type: string, name: string][] = [];
  for (const path of [...entries.keys()].filter((path) => path.startsWith('pack/raw/')).sort()) {
    const rows = readForeignBlock(parsed(entries.get(path)), raw);
    if (rows === null) return damaged(from, 'its prototypes cannot be read');
    for (const row of rows) order.push(row);
    if (order.length > MAX_PROTOTYPES) return damaged(from, 'it has more prototypes than any set of mods');
  }
  if (raw.size === 0) return damaged(from, 'it has no prototypes');

  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of entries)
    if (path.startsWith('pack/file/') && hashOf(bytes) === path.slice(10)) files.set(path.slice(10), bytes);
  // As the union makes them, whatever order they were written in.
  const said = joined(readEvidence(head.evidence), noEvidence());
  const sizeOf = (hash: string): number => files.get(hash)?.length ?? -1;
  const evidence: Evidence = {
    ...said,
    files: from === '' ? [] : [sourceName(from)],
    found: said.found.filter((row) => sizeOf(row[3]) === row[4]),
    pictures: said.pictures.filter((row) => sizeOf(row[4]) === row[5]),
    given: readGiven(entries, order, files),
  };
  const id = packId(raw, namedMods(raw), identityOf(raw));
  return ok({ id, arrival: { from: 'snapshot', state: { raw, evidence, texts: readTexts(entries) }, files: needed(files, evidence) } });
}

/** Files that nothing tells of are not kept. */
function needed(files: ReadonlyMap<string, Uint8Array>, { found, pictures, given }: Evidence): Map<string, Uint8Array> {
  const hashes = [...found.map((row) => row[3]), ...pictures.map((row) => row[4]), ...(given?.sheets ?? []).map(([hash]) => hash)];
  return new Map([...new Set(hashes)].map((hash) => [hash, files.get(hash)!]));
}

function readTexts(entries: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, TextRows> {
  const texts = new Map<string, TextRows>();
  for (const path of entries.keys()) {
    const language = path.startsWith('pack/text/') ? path.slice(10) : '';
    // `dump` was guessed, and may be known better here.
    if (isLanguage(language)) texts.set(language === 'dump' ? NO_LANGUAGE : language, readTextRows(parsed(entries.get(path))));
  }
  return joinedTexts([texts]);
}

/** Puts the sheets among the files. */
function readGiven(
  entries: ReadonlyMap<string, Uint8Array>,
  order: readonly [type: string, name: string][],
  files: Map<string, Uint8Array>,
): Given | null {
  const block = parsed(entries.get('pack/pictures')) as { pictures?: unknown; missing?: unknown; files?: unknown } | null;
  if (typeof block !== 'object' || block === null || !Array.isArray(block.pictures) || block.pictures.length !== order.length) return null;
  const names = Array.isArray(block.files) ? (block.files as unknown[]) : [];
  const missing = new Map<number, string[]>();
  for (const row of Array.isArray(block.missing) ? (block.missing as unknown[]) : []) {
    if (!Array.isArray(row) || !row.every(isWhole)) continue;
    const [prototype, ...at] = row as number[];
    missing.set(
      prototype!,
      at
        .slice(0, 1_000)
        .map((i) => names[i])
        .filter((name) => isText(name, 1_000)),
    );
  }

  const sheets: Given['sheets'] = [];
  for (let n = 0; n < MAX_SHEETS; n++) {
    const bytes = entries.get(`pack/sheet/${String(n).padStart(4, '0')}`);
    if (bytes === undefined || !isSheet(bytes)) break;
    const hash = hashOf(bytes);
    files.set(hash, bytes);
    sheets.push([hash, bytes.length]);
  }
  const refs = new Map<string, Given['refs'][number]>();
  for (const [i, [type, name]] of order.entries()) {
    const kind = kindOf(type);
    const picture: unknown = block.pictures[i];
    if (kind === null || !isCount(picture, sheets.length * 256) || refs.has(refKey(kind, name))) continue;
    refs.set(refKey(kind, name), [kind, name, picture, missing.get(i) ?? []]);
  }
  if (refs.size === 0) return null;
  return { sheets, pictures: new Set([...refs.values()].map((ref) => ref[2])).size, refs: [...refs.values()] };
}

function parsed(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const damaged = (file: string, why: string) =>
  fail(
    'snapshot-damaged',
    `This pack is damaged: ${why}.`,
    'Fetch the file again from where it came from, or have it exported once more.',
    file,
  );
