/** Worlds put together and taken apart by hand: files without an id are never joined unasked [P25]. */
import type { Kernels } from '../kernels/kernels';
import type { BlockStore } from './block-store';
import { ledgerEntries, ledgerKey, ledgerPrefix } from './ledger';
import { readLedgerEntry } from './ledger-read';
import { endOf, infoEntry, keysOf, type Member, readStored, runKey, type StoredWorld } from './stored-row';
import { loadWorld, newWorld, storeWorld } from './stored-world';
import { WorldWriter } from './writer';

const memberOf = (stored: StoredWorld): Member => ({ id: stored.info.id, name: stored.info.name, heads: stored.heads });

/** Joins worlds into the first; its blocks are derived anew. Returns its id. */
export async function join(store: BlockStore, kernels: Kernels, ids: readonly string[]): Promise<string> {
  const worlds = (await Promise.all(ids.map((id) => readStored(store, id)))).filter((stored) => stored !== null);
  const [target, ...others] = worlds;
  if (!target || others.length === 0) return ids[0]!;
  target.members ??= [memberOf(target)];
  const set: [string, Uint8Array][] = [];
  const remove: string[] = [];
  for (const other of others) {
    target.members.push(...(other.members ?? [memberOf(other)]));
    if (target.heads && other.heads) target.heads.push(...other.heads);
    target.info.files.push(...other.info.files.filter((file) => !target.info.files.includes(file)));
    target.names.push(...other.names.filter((name) => !target.names.includes(name)));
    for (const run of (await loadWorld(store, kernels, other)).runs) {
      const moved = run.numbered(`${target.nextRun++}`);
      set.push(
        ...moved.records(runKey(target.info.id, moved.id)),
        ...(await movedLedger(store, other.info.id, run.id, target.info.id, moved.id)),
      );
    }
    target.ledgerBytes += other.ledgerBytes;
    for (const key of await keysOf(store, other.info.id)) remove.push(key);
  }
  target.info.unfinished = true;
  await store.put({ set: [...set, infoEntry(target)], remove });
  await WorldWriter.settle(store, kernels, target, true);
  return target.info.id;
}

/** More lines than this are no log whose header is still to come. */
const MOST_LINES = 100_000;

/** Whether every line of a small world is also in another one, as often. */
export async function holdsLinesOf(store: BlockStore, id: string, small: string): Promise<boolean> {
  const lines = new Map<string, number>();
  let count = 0;
  for await (const entries of ledgerEntries(store, small)) {
    count += entries.length;
    if (count > MOST_LINES) return false;
    for (const entry of entries) {
      const { text } = readLedgerEntry(entry);
      lines.set(text, (lines.get(text) ?? 0) + 1);
    }
  }
  for await (const entries of ledgerEntries(store, id)) {
    for (const entry of entries) {
      const { text } = readLedgerEntry(entry);
      const left = lines.get(text) ?? 0;
      if (left > 1) lines.set(text, left - 1);
      else lines.delete(text);
    }
    if (lines.size === 0) return true;
  }
  return lines.size === 0;
}

async function movedLedger(store: BlockStore, from: string, fromRun: string, to: string, toRun: string): Promise<[string, Uint8Array][]> {
  const prefix = ledgerPrefix(from, fromRun);
  const keys = await store.keys(prefix, endOf(prefix));
  const values = await store.get(keys);
  return values.flatMap((bytes, block) => (bytes ? [[ledgerKey(to, toRun, block), bytes] as [string, Uint8Array]] : []));
}

/** Takes a joined world apart again. Returns the ids. */
export async function split(store: BlockStore, kernels: Kernels, id: string): Promise<string[]> {
  const stored = await readStored(store, id);
  if (!stored?.members) return [id];
  const { runs } = await loadWorld(store, kernels, stored);
  const set: [string, Uint8Array][] = [];
  const made: StoredWorld[] = [];
  for (const member of stored.members) {
    const world = newWorld(store, kernels, member.id, null);
    Object.assign(world.stored, { heads: member.heads, nextRun: stored.nextRun });
    Object.assign(world.stored.info, {
      name: member.name,
      gameVersion: stored.info.gameVersion,
      mods: stored.info.mods,
      seed: stored.info.seed,
      unfinished: true,
    });
    for (const run of runs.filter((candidate) => candidate.origin === member.id)) {
      world.runs.push(run.numbered(run.id));
      if (!world.stored.info.files.includes(run.file)) world.stored.info.files.push(run.file);
      for (const [key, bytes] of await movedLedger(store, id, run.id, member.id, run.id)) {
        set.push([key, bytes]);
        world.stored.ledgerBytes += bytes.length;
      }
    }
    const batch = { set, remove: [] };
    storeWorld(world, batch);
    made.push(world.stored);
  }
  const kept = new Set(set.map(([key]) => key));
  await store.put({ set, remove: (await keysOf(store, id)).filter((key) => !kept.has(key)) });
  for (const world of made) await WorldWriter.settle(store, kernels, world, true);
  return made.map((world) => world.info.id);
}
