import { signal } from '@preact/signals';
import type { Problem, Result } from '../core/result';
import type { FileReport, ImportReport } from '../core/world/types';
import { t } from '../texts';
import type { Activity } from './activity';
import type { Client, LazyFiles, Progress } from './client';
import { fetchLog, logAddress, nameOf } from './fetch-log';
import type { Packs } from './packs';
import type { Worlds } from './worlds';

/** A file someone gave us, by whatever entrance. */
export interface Opened {
  /** Path within the drop, "logs/factorio-current.log". */
  name: string;
  file: File;
  /** Where a fresh File can be had from while the game goes on writing. */
  entry?: Pick<FileSystemFileEntry, 'file'>;
}

export interface Job {
  id: string;
  status: 'fetching' | 'reading' | 'done' | 'cancelled' | 'failed';
  names: string[];
  /** Files of the drop that were left out because they cannot be logs. */
  leftOut: number;
  fetched: { bytes: number; total: number | null } | null;
  progress: Progress | null;
  report: ImportReport | null;
  /** The pack that icons and texts go to when nothing else of the drop is of a pack. */
  into: string | null;
  /** Of this job and not the worker's: what went wrong before or beside the reading. */
  problems: Problem[];
  /** Bytes that came later, by following. */
  grown: number;
  startedAt: number;
  endedAt: number | null;
}

interface Services {
  client: Client;
  activity: Activity;
  worlds: Worlds;
  packs: Packs;
  /** The pack that is open: icons and texts of a drop without one belong to it. */
  openPack(): string | null;
  /** The page to fetch relative to. */
  base: string;
}

/** Never rejects. `total`: null where the host does not say. */
type Get = (onBytes: (bytes: number, total: number | null) => void, signal: AbortSignal) => Promise<Result<File>>;

/** The one load function for every entrance, and what is known of its work: busy, progress, cancel, failure. */
export function createLoader({ client, activity, worlds, packs, openPack, base }: Services) {
  const job = signal<Job | null>(null);
  let queue: Promise<void> = Promise.resolve();
  /** Jobs that are being read or wait their turn. */
  const turns = signal(0);
  const opened = new Map<string, Opened>();
  let cancel: AbortController | null = null;
  let count = 0;

  const running = () => job.value?.status === 'reading' || job.value?.status === 'fetching';
  const patch = (change: Partial<Job>) => {
    if (job.value !== null) job.value = { ...job.value, ...change };
  };

  /** One after another; what comes while files are being read waits its turn. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    turns.value += 1;
    queue = queue.then(task).finally(() => {
      turns.value -= 1;
    });
    return queue;
  }

  /** Reads files into worlds and packs. Never rejects: failures are in the job. */
  function load(files: Opened[], leftOut = 0, lazy?: LazyFiles): Promise<void> {
    const nothing = files.length === 0 && (lazy === undefined || lazy.paths.length === 0);
    if (nothing && running()) return queue;
    return inTurn(async () => {
      job.value = newJob(
        files.map(({ name }) => name),
        leftOut,
      );
      if (nothing) finish({ status: 'failed', problems: [nothingToRead(leftOut)] });
      else await read(job.value, files, new AbortController(), lazy);
    });
  }

  /** Gives icons and texts that found no pack in their drop (the id of its job) to this one. */
  function join(drop: string, pack: string, name: string): Promise<void> {
    return inTurn(async () => {
      const current = { ...newJob([name], 0), id: drop, into: pack };
      job.value = current;
      await work(current, new AbortController(), (onProgress, signal) => client.import.joinPack(current.id, pack, onProgress, signal));
    });
  }

  /** Fetches a log and reads it. */
  function loadUrl(address: string): Promise<void> {
    const url = logAddress(address, base);
    const get: Get = async (onBytes, signal) => (url.ok ? await fetchLog(url.value, onBytes, signal) : url);
    return loadFetched(url.ok ? nameOf(url.value) : address.slice(0, 200), get);
  }

  /** Fetches a file, by whatever way, and reads it. */
  function loadFetched(name: string, get: Get): Promise<void> {
    return inTurn(async () => {
      job.value = { ...newJob([name], 0), status: 'fetching' };
      const controller = new AbortController();
      cancel = controller;
      const file = await activity.track(get((bytes, total) => patch({ fetched: { bytes, total } }), controller.signal));
      if (controller.signal.aborted) return finish({ status: 'cancelled' });
      if (!file.ok) return finish({ status: 'failed', problems: [file.problem] });
      patch({ status: 'reading' });
      await read(job.value, [{ name: file.value.name, file: file.value }], controller);
    });
  }

  async function read(current: Job, files: Opened[], controller: AbortController, lazy?: LazyFiles) {
    opened.clear();
    for (const one of files) opened.set(one.name, one);
    const dropped = files.map(({ name, file, entry }) => ({ name, file, growing: entry !== undefined }));
    const more = { pack: current.into, ...(lazy === undefined ? {} : { lazy }) };
    await work(current, controller, (onProgress, signal) => client.import.run(current.id, dropped, onProgress, signal, more));
  }

  /** What every job has in common: progress, cancel, and that failures are rows. */
  async function work(
    current: Job,
    controller: AbortController,
    run: (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<ImportReport & { cancelled: boolean }>,
  ) {
    cancel = controller;
    const refresh = () => Promise.all([worlds.refresh(), packs.refresh()]);
    try {
      const report = await activity.track(
        run((progress) => {
          if (job.value?.id !== current.id) return;
          patch({ progress });
          worlds.merge(progress.worlds);
          packs.merge(progress.packs);
        }, controller.signal),
      );
      await refresh();
      finish({ status: report.cancelled ? 'cancelled' : 'done', report });
    } catch (error) {
      console.warn(error);
      await refresh();
      finish(controller.signal.aborted ? { status: 'cancelled' } : { status: 'failed', problems: [workerFailed(error)] });
    }
  }

  function finish(change: Partial<Job>) {
    patch({ ...change, endedAt: Date.now() });
    cancel = null;
  }

  function newJob(names: string[], leftOut: number): Job {
    count += 1;
    return {
      id: `job-${count}-${Date.now().toString(36)}`,
      status: 'reading',
      names,
      leftOut,
      fetched: null,
      progress: null,
      report: null,
      into: openPack(),
      problems: [],
      grown: 0,
      startedAt: Date.now(),
      endedAt: null,
    };
  }

  /** A file of the last job has grown and was read on: its row says what it is now. */
  function grown(file: FileReport, bytes: number) {
    const { report, progress } = job.value ?? {};
    const before = report?.files.find(({ name }) => name === file.name);
    if (!report || !progress || before === undefined) return;
    const more = bytes - before.bytes;
    const row: FileReport = {
      ...before,
      bytes,
      format: file.format || before.format,
      packets: before.packets + file.packets,
      worlds: file.worlds.length > 0 ? file.worlds : before.worlds,
      // Of what was read before, packets included, this report knows nothing.
      note: before.packets + file.packets > 0 ? '' : file.note || before.note,
    };
    patch({
      grown: (job.value?.grown ?? 0) + more,
      report: { ...report, files: report.files.map((one) => (one === before ? row : one)), worlds: [...report.worlds, ...file.worlds] },
      progress: {
        ...progress,
        bytes: progress.bytes + more,
        totalBytes: progress.totalBytes + more,
        packets: progress.packets + file.packets,
      },
    });
  }

  return { job, load, loadUrl, loadFetched, join, cancel: () => cancel?.abort(), running, turns, opened, grown };
}

/** Ids of the worlds a job's files belong to, whether it brought them anything new or not. */
export function worldsOf({ report, progress }: Job): Set<string> {
  const files = report?.files.flatMap((file) => file.worlds) ?? [];
  return new Set([...files, ...(report?.worlds ?? []), ...(progress?.worlds.map((world) => world.id) ?? [])]);
}

export type Loader = ReturnType<typeof createLoader>;

function nothingToRead(leftOut: number): Problem {
  return {
    code: 'nothing-to-read',
    file: '',
    line: 0,
    detail: leftOut > 0 ? t.load.onlyOthers(leftOut) : t.load.nothing,
    tip: t.load.nothingTip,
  };
}

/** The client rejects with a Problem; anything else is a bug, told as one. */
function workerFailed(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error && 'detail' in error) return error as Problem;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'worker-stopped', file: '', line: 0, detail: t.load.stopped(detail), tip: t.load.stoppedTip };
}
