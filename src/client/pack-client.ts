import type { Remote } from 'comlink';
import type { PackApi } from '../worker-api/pack-api';
import { Desk } from './desk';
import { idleStop } from './idle-stop';
import type { PackClient } from './types';
import { WorkerHost } from './worker-host';

/** Lanes of the desk: pictures wait for no page that is being put together. */
const ANSWERS = 0;
const SHEETS = 1;

interface PackHost {
  api: PackClient;
  changed(pack: string | null): void;
  dispose(): void;
}

/** One worker holds the packs and answers all there is to ask of them. */
export function createPackClient(start: () => Worker): PackHost {
  const host = new WorkerHost<PackApi>('item browser worker', start);
  const desk = new Desk(2);
  /** A desk of its own: what is with the worker cannot be taken back, so no more than one search is. */
  const typed = new Desk(1, 1);
  const idle = idleStop([host]);
  /** By pack, and of all: what is asked after a change does not join what was asked before it. */
  const epochs = new Map<string, number>();
  let epoch = 0;

  function ask<T>(
    at: [desk: Desk, lane: number],
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
    return at[0].ask<T>({ key, lane: at[1], work: run, signal });
  }

  const answers: [Desk, number] = [desk, ANSWERS];
  const sheets: [Desk, number] = [desk, SHEETS];
  const search: [Desk, number] = [typed, 0];

  const api: PackClient = {
    packs: (signal) => ask(answers, null, ['packs'], (remote) => remote.packs(), signal),
    frame: (pack, tongue, signal) => ask(answers, pack, ['frame', tongue], (remote) => remote.frame(pack, tongue), signal),
    grid: (pack, tongue, tab, signal) => ask(answers, pack, ['grid', tongue, tab], (remote) => remote.grid(pack, tongue, tab), signal),
    page: (pack, tongue, ref, signal) => ask(answers, pack, ['page', tongue, ref], (remote) => remote.page(pack, tongue, ref), signal),
    show: (pack, tongue, refs, signal) => ask(answers, pack, ['show', tongue, refs], (remote) => remote.show(pack, tongue, refs), signal),
    discover: (pack, tongue, seed, signal) =>
      ask(answers, pack, ['discover', tongue, seed], (remote) => remote.discover(pack, tongue, seed), signal),
    search: (pack, tongue, query, filter, limit, all, signal) => {
      const question = ['search', tongue, query, filter, limit, all];
      return ask(search, pack, question, (remote) => remote.search(pack, tongue, query, filter, limit, all), signal);
    },
    raw: (pack, ref, signal) => ask(answers, pack, ['raw', ref], (remote) => remote.raw(pack, ref), signal),
    sheet: (pack, sheet, signal) => ask(sheets, pack, ['sheet', sheet], (remote) => remote.sheet(pack, sheet), signal),
    differences: (packs, signal) => ask(answers, null, ['differences', packs], (remote) => remote.differences(packs), signal),
    packOf: (world, signal) => ask(answers, null, ['packOf', world], (remote) => remote.packOf(world), signal),
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
