/** The beginning of a visit: what an earlier one left half, and the bin. */
import type { PackCatalogue } from '../src/core/pack/catalogue';
import type { BlockStore } from '../src/core/world/block-store';
import type { WorldCatalogue } from '../src/core/world/catalogue';
import { forgetJobs, type JobRecord, leftJobs } from '../src/import/job-record';
import type { Recovered } from '../src/worker-api/import-api';
import type { Exclusively } from './exclusive';

/** How long a visit waits for a tab that was just closed, or for itself before a reload, to let go. */
const PATIENCE_MS = 1500;

export interface RecoverServices {
  exclusively: Exclusively;
  store: BlockStore;
  worlds: WorldCatalogue;
  /** Worlds that were watched live: those are never at their end, and nothing is to be said of it. */
  watched?(): Promise<ReadonlySet<string | null>>;
  /** Asked only when there is something to settle: most visits need not fetch what does it. */
  settleWorlds(): Promise<{ id: string }[]>;
  packs: PackCatalogue;
  settlePacks(): Promise<{ id: string }[]>;
  tellChanged(world: string | null): void;
  tellPack(pack: string | null): void;
  patience?: number | undefined;
}

/**
 * Resolves with what was left half as soon as that is known; setting it right, which means to read those worlds again, goes on
 * behind it. While another tab is importing nothing was left: that one is at it.
 */
export function recover({
  exclusively,
  store,
  worlds,
  watched = async () => new Set(),
  settleWorlds,
  packs,
  settlePacks,
  tellChanged,
  tellPack,
  patience = PATIENCE_MS,
}: RecoverServices): Promise<Recovered[]> {
  return new Promise((resolve, reject) => {
    const busy = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    exclusively(
      async () => {
        clearTimeout(timer);
        const records = await leftJobs(store);
        const half = (await worlds.worlds()).filter(({ unfinished, deletedAt }) => unfinished && deletedAt === undefined);
        const recordOf = (id: string) => records.find((record) => record.worlds.includes(id));
        const live = half.length === 0 ? new Set() : await watched();
        resolve(
          half.filter(({ id }) => recordOf(id) !== undefined || !live.has(id)).map(({ id, name }) => recovered(id, name, recordOf(id))),
        );
        if (await worlds.unsettled()) for (const { id } of await settleWorlds()) tellChanged(id);
        await forgetJobs(store);
        if ((await worlds.purge()) > 0) tellChanged(null);
        if (await packs.unsettled()) for (const { id } of await settlePacks()) tellPack(id);
        if ((await packs.purge()) > 0) tellPack(null);
      },
      {
        signal: busy.signal,
        onWait: () => {
          timer = setTimeout(() => busy.abort(), patience);
        },
      },
    ).catch((error) => {
      if (busy.signal.aborted) return resolve([]);
      // What was not set right is tried again at the next visit; until then it is shown as it is.
      console.warn(error);
      reject(error);
    });
  });
}

function recovered(world: string, name: string, record: JobRecord | undefined): Recovered {
  const file = record?.file ?? null;
  return { world, name, what: 'kept', ...(file === null ? {} : { file }) };
}
