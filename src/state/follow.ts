import { signal } from '@preact/signals';
import type { FileReport } from '../core/world/types';
import { t } from '../texts';
import type { Activity } from './activity';
import type { Client } from './client';
import type { Opened } from './load';
import type { Notices } from './notices';
import type { Worlds } from './worlds';

export interface Followed {
  name: string;
  /** "grown": it was read on at `at`; "gone": the file can no longer be read. */
  status: 'waiting' | 'grown' | 'restarted' | 'gone';
  /** Bytes read so far, packets that came by following. */
  bytes: number;
  packets: number;
  at: number | null;
}

const EVERY_MS = 1000;
/** So many looks in a row without a file are worth a word. */
const MISSES = 5;

/** Reads on in files the game is still writing. A File is of no use once its file has changed, so each look takes a new one. */
export function createFollow(
  client: Client,
  activity: Activity,
  worlds: Worlds,
  notices: Notices,
  onGrown: (file: FileReport, bytes: number) => void = () => {},
) {
  const list = signal<Followed[]>([]);
  const running = new Map<string, { stop: boolean }>();

  const patch = (name: string, change: Partial<Followed>) => {
    list.value = list.value.map((one) => (one.name === name ? { ...one, ...change } : one));
  };

  function start({ name, entry, file }: Opened) {
    if (entry === undefined || running.has(name)) return;
    const handle = { stop: false };
    running.set(name, handle);
    list.value = [...list.value.filter((one) => one.name !== name), { name, status: 'waiting', bytes: file.size, packets: 0, at: null }];
    void watch(name, entry, file.size, handle);
  }

  function stop(name: string) {
    const handle = running.get(name);
    if (handle !== undefined) handle.stop = true;
    running.delete(name);
    list.value = list.value.filter((one) => one.name !== name);
  }

  async function watch(name: string, entry: Pick<FileSystemFileEntry, 'file'>, size: number, handle: { stop: boolean }) {
    let known = size;
    let touched = 0;
    let misses = 0;
    while (!handle.stop) {
      const file = await fresh(entry);
      if (file === null) {
        // Between two games the file is gone for a moment.
        misses += 1;
        if (misses === MISSES) {
          patch(name, { status: 'gone' });
          notices.say('bad', t.follow.gone(name));
        }
      } else {
        misses = 0;
        if (file.size !== known || (touched !== 0 && file.lastModified !== touched)) {
          if (!(await activity.track(grow(name, file)))) return stop(name);
          known = file.size;
        }
        touched = file.lastModified;
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  /** Reads what is new. False when following makes no more sense; the reason was told. */
  async function grow(name: string, file: File): Promise<boolean> {
    const before = list.value.find((one) => one.name === name)?.packets ?? 0;
    let report: Awaited<ReturnType<Client['import']['grow']>>;
    try {
      report = await client.import.grow(`follow-${name}-${Date.now().toString(36)}`, { name, file }, (progress) => {
        worlds.merge(progress.worlds);
      });
    } catch (error) {
      console.warn(error);
      notices.say('bad', t.follow.failed(name));
      return false;
    }
    await worlds.refresh();
    const [row] = report.files;
    if (row !== undefined) onGrown(row, file.size);
    const packets = before + report.files.reduce((sum, one) => sum + one.packets, 0);
    patch(name, { status: report.restarted ? 'restarted' : 'grown', bytes: file.size, packets, at: Date.now() });
    if (report.restarted) notices.say('note', t.follow.restarted(name));
    const full = report.problems.find((problem) => problem.code === 'storage-full');
    if (full !== undefined) notices.say('bad', `${full.detail} ${full.tip}`);
    return full === undefined;
  }

  return { list, start, stop };
}

export type Follow = ReturnType<typeof createFollow>;

/** The file as it is now; null when it cannot be had. */
function fresh(entry: Pick<FileSystemFileEntry, 'file'>): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}
