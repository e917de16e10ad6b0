import type { Remote } from 'comlink';
import type { PackApi } from '../worker-api/pack-api';
import { Desk } from './desk';
import { idleStop } from './idle-stop';
import type { PackClient } from './types';
import { WorkerHost } from './worker-host';

/** Lanes of the desk: what is typed, and the pictures, wait for no page that is being put together. */
const ANSWERS = 0;
const SEARCH = 1;
const SHEETS = 2;

interface PackHost {
  api: PackClient;
  changed(pack: string | null): void;
  dispose(): void;
}

/** One worker holds the packs and answers all there is to ask of them. */
export function createPackClient(start: () => Worker): PackHost {
  const host = new WorkerHost<PackApi>('item browser worker', start);
  const desk = new Desk(3);
  const idle = idleStop([host]);
  /** By pack, and of all: what is asked after a change does not join what was asked before it. */
  const epochs = new Map<string, number>();
  let epoch = 0;

  function ask<T>(
    lane: number,
    pack: string | null,
    question: unknown[],
    work: (api: Remote<PackApi>) => Promise<T>,
    signal?: AbortSignal,
  ) {
    const key = JSON.stringify([epoch, pack === null ? [...epochs.values()] : (epochs.get(pack) ?? 0), pack, ...question]);
    const run = async (wanted: () => boolean) => {
      idle.awake();
      try {
        return await host.read(work, wanted);
      } finally {
        idle.awake();
      }
    };
    return desk.ask<T>({ key, lane, work: run, signal });
  }

  const api: PackClient = {
    packs: (signal) => ask(ANSWERS, null, ['packs'], (remote) => remote.packs(), signal),
    frame: (pack, tongue, signal) => ask(ANSWERS, pack, ['frame', tongue], (remote) => remote.frame(pack, tongue), signal),
    grid: (pack, tongue, tab, signal) => ask(ANSWERS, pack, ['grid', tongue, tab], (remote) => remote.grid(pack, tongue, tab), signal),
    page: (pack, tongue, ref, signal) => ask(ANSWERS, pack, ['page', tongue, ref], (remote) => remote.page(pack, tongue, ref), signal),
    show: (pack, tongue, refs, signal) => ask(ANSWERS, pack, ['show', tongue, refs], (remote) => remote.show(pack, tongue, refs), signal),
    discover: (pack, tongue, seed, signal) =>
      ask(ANSWERS, pack, ['discover', tongue, seed], (remote) => remote.discover(pack, tongue, seed), signal),
    search: (pack, tongue, query, filter, limit, all, signal) => {
      const question = ['search', tongue, query, filter, limit, all];
      return ask(SEARCH, pack, question, (remote) => remote.search(pack, tongue, query, filter, limit, all), signal);
    },
    raw: (pack, ref, signal) => ask(ANSWERS, pack, ['raw', ref], (remote) => remote.raw(pack, ref), signal),
    sheet: (pack, sheet, signal) => ask(SHEETS, pack, ['sheet', sheet], (remote) => remote.sheet(pack, sheet), signal),
    differences: (packs, signal) => ask(ANSWERS, null, ['differences', packs], (remote) => remote.differences(packs), signal),
    packOf: (world, signal) => ask(ANSWERS, null, ['packOf', world], (remote) => remote.packOf(world), signal),
  };

  return {
    api,
    changed(pack) {
      if (pack === null) epoch += 1;
      else epochs.set(pack, (epochs.get(pack) ?? 0) + 1);
      // On the same port as all questions, so that it arrives before whatever is asked next.
      if (host.running) host.call((remote) => remote.changed(pack)).catch(() => {});
    },
    dispose() {
      idle.close();
      host.close();
    },
  };
}
