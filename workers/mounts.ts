/** Worlds in snapshots that stay where they lie, beside those of the store. */

import type { Kernels } from '../src/core/kernels/kernels';
import type { IndexRow } from '../src/core/pack/container';
import { type Block, writeContainer } from '../src/core/pack/write-container';
import type { Problem, Result } from '../src/core/result';
import type { BlockStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { openSnapshot, SnapshotBlocks, type SnapshotWorld } from '../src/core/world/snapshot/blocks';
import { type HostedFile, type HostedOptions, openHosted, reopenHosted } from '../src/store/hosted';
import { KeptBlocks } from '../src/store/kept-blocks';
import type { Hosted, HostedApi, HostedStart } from '../src/worker-api/hosted-api';
import { reporter } from './progress';

export interface MountServices {
  store: BlockStore;
  kernels(): Promise<Kernels>;
  /** Bytes that may be kept of what is fetched. */
  room?: () => Promise<number>;
  /** Where from, and how patiently: for tests. */
  http?: Pick<HostedOptions, 'fetch' | 'waits'>;
}

export interface Mounts extends HostedApi {
  /** The library that has this world: of its file when it is mounted, else of the store. */
  library(id: string): Promise<Library>;
  onUnmount(listener: (id: string) => void): void;
}

/** Blocks of a pack that are asked for at once. */
const TOGETHER = 16;

interface Mounted {
  file: HostedFile;
  world: SnapshotWorld;
}

export function createMounts({ store, kernels, room = async () => Number.POSITIVE_INFINITY, http = {} }: MountServices): Mounts {
  const starts = new Map<string, HostedStart>();
  const open = new Map<string, Promise<Mounted>>();
  const listeners: ((id: string) => void)[] = [];
  let kept: Promise<KeptBlocks> | null = null;
  let packJob: object | null = null;
  const keeping = (): Promise<KeptBlocks> => {
    kept ??= room().then((most) => new KeptBlocks(store, Number.isFinite(most) ? { most } : {}));
    return kept;
  };

  async function mounted(id: string): Promise<Mounted> {
    const { url, start } = starts.get(id)!;
    const found = open.get(id) ?? (async () => worldOf(await reopenHosted(new URL(url), start, { ...http, kept: await keeping() })))();
    open.set(id, found);
    // A failure is not kept.
    found.catch(() => open.get(id) === found && open.delete(id));
    return await found;
  }

  return {
    async openHosted(url) {
      const opened = await worldOf(await openHosted(new URL(url), { ...http, kept: await keeping() }));
      const { file, world } = opened;
      const { info } = world.stored;
      const start = { id: info.id, url, start: file.bytes.start };
      starts.set(info.id, start);
      open.set(info.id, Promise.resolve(opened));
      const packBytes = bytesOf(packRows(file));
      return { info: { ...info, hosted: url }, start, packBytes, stale: file.stale } satisfies Hosted;
    },
    async mount(hosted) {
      if (!starts.has(hosted.id)) starts.set(hosted.id, hosted);
    },
    async unmount(id) {
      starts.delete(id);
      open.delete(id);
      for (const listener of listeners) listener(id);
    },
    async hostedPack(id, onProgress) {
      const { file } = await mounted(id);
      const page = reporter(onProgress);
      const job = {};
      packJob = job;
      try {
        const rows = packRows(file);
        const total = bytesOf(rows);
        const blocks: Block[] = [];
        let done = 0;
        // Some at a time: what lies together comes in one request, and a cancel stops what was not asked for yet.
        for (let at = 0; at < rows.length; at += TOGETHER) {
          if (packJob !== job) throw stopped;
          blocks.push(...(await Promise.all(rows.slice(at, at + TOGETHER).map((row) => blockOf(file, row)))));
          done += bytesOf(rows.slice(at, at + TOGETHER));
          page.tell({ done, total });
        }
        if (packJob !== job) throw stopped;
        return new Blob(writeContainer(blocks, null), { type: 'application/zip' });
      } finally {
        await page.release();
      }
    },
    async cancelHostedPack() {
      packJob = null;
    },
    async library(id) {
      if (!starts.has(id)) return new Library(store, await kernels());
      const [{ world }, kernel] = await Promise.all([mounted(id), kernels()]);
      return new Library(new SnapshotBlocks(world, kernel), kernel);
    },
    onUnmount: (listener) => listeners.push(listener),
  };
}

const stopped: Problem = { code: 'stopped', file: '', line: 0, detail: 'It was cancelled.', tip: '' };

/** Throws the Problem. */
async function worldOf(opened: Result<HostedFile>): Promise<Mounted> {
  if (!opened.ok) throw opened.problem;
  const { bytes, container } = opened.value;
  const world = await openSnapshot(bytes, container);
  if (!world.ok) throw world.problem;
  return { file: opened.value, world: world.value };
}

async function blockOf({ bytes }: HostedFile, [path, offset, length, , inflated]: IndexRow): Promise<Block> {
  // What is alike lies in one entry, of which there may be few.
  const entry = /^pack\/[a-z]+/.exec(path)?.[0] ?? 'pack';
  return { path, entry, bytes: await bytes.slice(offset, offset + length), inflated };
}

const bytesOf = (rows: readonly IndexRow[]): number => rows.reduce((sum, [, , length]) => sum + length, 0);
const packRows = ({ container }: HostedFile): IndexRow[] => [...container.blocks.values()].filter(([path]) => path.startsWith('pack/'));
