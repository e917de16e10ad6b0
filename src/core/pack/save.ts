/** Writes a pack: one batch, so that whatever is killed leaves the old or the new. */
import type { BlockStore } from '../world/block-store';
import { claimsOf, namedMods } from './claims';
import type { Evidence } from './evidence';
import { dataPrefix, endOf, evidenceKey, fileKey, planKey, rawKey, sheetKey, textKey } from './keys';
import { packName } from './naming';
import { deflated, packJson, sameBytes } from './packing';
import { type OnFault, type Plan, planOf } from './plan';
import { rawBlocks } from './raw-blocks';
import { DERIVED_VERSION, PACK_VERSION, type PackRow, rowEntry } from './row';
import type { PackState } from './state';
import { textsOf } from './texts';
import type { PackInfo } from './types';

/** Bytes of files by hash that are not in the store yet. */
export type NewFiles = ReadonlyMap<string, Uint8Array>;

/** False: everything was there already, nothing was written but what a killed job left was removed. */
export async function savePack(
  store: BlockStore,
  id: string,
  state: PackState,
  before: PackRow | null,
  files: NewFiles,
  fault?: OnFault,
): Promise<{ row: PackRow; changed: boolean; plan: Plan }> {
  const plan = planOf(state.raw, state.evidence, fault);
  const there = new Set(await store.keys(dataPrefix(id), endOf(dataPrefix(id))));
  const rows = rowsOf(id, state, plan, before === null ? null : there);
  const old = await store.get(rows.map(([key]) => key));
  const set = rows.filter(([, bytes], i) => bytes !== KEPT && !sameBytes(old[i], bytes));
  for (const [hash, bytes] of files) if (!there.has(fileKey(id, hash))) set.push([fileKey(id, hash), bytes]);

  const sizes = fileSizes(state.evidence);
  const sheets = (before?.sheets ?? []).filter(([key]) => plan.sheets.includes(key) && there.has(sheetKey(id, key)));
  const kept = new Set(rows.map(([key]) => key));
  for (const hash of sizes.keys()) kept.add(fileKey(id, hash));
  for (const [key] of sheets) kept.add(sheetKey(id, key));
  const remove = [...there].filter((key) => !kept.has(key));

  const data = rows.reduce((sum, [, bytes], i) => sum + (bytes === KEPT ? (old[i]?.length ?? 0) : bytes.length), 0);
  const row = rowOf(
    id,
    state,
    plan,
    before,
    sheets,
    [...sizes.values()].reduce((sum, size) => sum + size, data),
  );
  const changed = before === null || set.length > 0 || withoutTimes(row) !== withoutTimes(before);
  if (changed) {
    row.info.version = (before?.info.version ?? 0) + 1;
    row.info.changedAt = Math.max(Date.now(), (before?.info.changedAt ?? 0) + 1);
    set.push(rowEntry(row));
  }
  if (set.length + remove.length > 0) await store.put({ set, remove });
  return { row: changed ? row : before!, changed, plan };
}

/** Stands for a block that lies there and cannot have changed: prototypes are what the id is made of. */
const KEPT = new Uint8Array(0);

function rowsOf(id: string, state: PackState, plan: Plan, there: ReadonlySet<string> | null): [string, Uint8Array][] {
  const rows: [string, Uint8Array][] = [];
  if (there?.has(rawKey(id, 0))) {
    const prefix = rawKey(id, 0).slice(0, -4);
    for (const key of there) if (key.startsWith(prefix)) rows.push([key, KEPT]);
  } else {
    let block = 0;
    for (const text of rawBlocks(state.raw)) rows.push([rawKey(id, block++), deflated(text)]);
  }
  rows.push([evidenceKey(id), packJson(state.evidence)]);
  for (const [language, texts] of state.texts) rows.push([textKey(id, language), packJson(texts)]);
  rows.push([planKey(id), packJson(plan)]);
  return rows;
}

function rowOf(id: string, state: PackState, plan: Plan, before: PackRow | null, sheets: PackRow['sheets'], bytes: number): PackRow {
  const named = namedMods(state.raw);
  const claims = claimsOf(state.evidence, state.raw, named);
  const name = before?.named ? before.info.name : state.evidence.name || packName(state.raw, named, claims);
  const info: PackInfo = {
    id,
    name,
    version: before?.info.version ?? 0,
    claims,
    counts: Object.fromEntries(state.evidence.counts),
    languages: [...textsOf(state.texts, state.evidence, claims).keys()],
    icons: {
      complete: plan.complete,
      incomplete: plan.incomplete,
      pictures: plan.given.pictures + plan.pictures.length,
      sheets: plan.given.sheets.length + plan.sheets.length,
      pending: plan.sheets.length - sheets.length,
    },
    bytes: bytes + sheets.reduce((sum, [, size]) => sum + size, 0),
    files: state.evidence.files,
    createdAt: before?.info.createdAt ?? Date.now(),
    changedAt: before?.info.changedAt ?? 0,
  };
  if (!state.evidence.whole) info.unfinished = true;
  if (before?.info.sample) info.sample = true;
  return { v: PACK_VERSION, derived: DERIVED_VERSION, info, named: before?.named ?? 0, bytes, sheets };
}

/** Each once, however many names it has. */
export function fileSizes(evidence: Evidence): Map<string, number> {
  return new Map([
    ...evidence.found.map(([, , , hash, size]): [string, number] => [hash, size]),
    ...evidence.pictures.map(([, , , , hash, size]): [string, number] => [hash, size]),
    ...(evidence.given?.sheets ?? []),
  ]);
}

/** What tells whether anything changed; a pack that comes back from the bin has. */
function withoutTimes(row: PackRow): string {
  const { version: _version, createdAt: _created, changedAt: _changed, ...info } = row.info;
  return JSON.stringify([row.v, row.derived, row.named, row.bytes, row.sheets, Object.entries(info).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
