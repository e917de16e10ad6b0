/**
 * Any moment of a long game, in a real browser on the production build, with its store on the disk: a hundred hours of a world of
 * 10,000 chunks, and of one of 100,000, as the mod would have written them. What a person waits for when the slider jumps, what is
 * stored and held in memory for it, and a page that stays awake while the film plays.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { watchHeap } from './browser/heap';
import { importLog } from './browser/importing';
import { dragThrough, jumps, panAndZoom, whilePlaying } from './browser/moments';
import { idle, type Site, type Window, withSite } from './browser/site';
import { type Task, tasksDuring } from './browser/tasks';
import { type Row, row } from './row';
import { HOURS, playedLog } from './worlds/played';

const CHUNKS = [10_000, 100_000] as const;
const JUMPS = 20;
const DRAG_STEPS = 200;
const NATIVE = '&x=0&y=0&z=0';
/** Milliseconds: on four cores, and on fewer. */
const BOUND = cpus().length >= 4 ? 100 : 200;

export async function run(): Promise<Row[]> {
  const logs = CHUNKS.map(playedLog);
  return await withSite(
    async (site) => {
      const rows: Row[] = [];
      const worlds: string[] = [];
      for (const [i, log] of logs.entries()) {
        const { world, bytes } = await stored(site, log);
        worlds.push(world);
        if (i > 0) continue;
        const packed = gzipSync(readFileSync(log)).length;
        const work = `what is stored of ${HOURS} hours of ${CHUNKS[i]} chunks`;
        rows.push(row(work, bytes / 1e6, 'MB', { floor: packed / 1e6, against: 'the log, gzipped', ratioAtMost: 3 }));
      }
      const [small, large] = worlds as [string, string];
      const fit = await jumping(site, small, '');
      const native = await jumping(site, small, NATIVE);
      const wide = await jumping(site, large, NATIVE);
      const what = `3 × ${JUMPS} ticks of ${HOURS} hours never shown before, from the press to the last raster, 1920 × 1080`;
      rows.push(row(`${what}, all of ${CHUNKS[0]} chunks: 95th percentile`, percentile(fit), 'ms', { atMost: BOUND }));
      rows.push(row(`${what}, native zoom: 95th percentile`, percentile(native), 'ms', { atMost: BOUND }));
      rows.push(row('of them the median', middle(native), 'ms'));
      const against = `${CHUNKS[0]} chunks`;
      rows.push(
        row(`the same of ${CHUNKS[1]} chunks, native zoom`, percentile(wide), 'ms', {
          floor: percentile(native),
          against,
          ratioAtMost: 1.2,
        }),
        row('of them the median', middle(wide), 'ms', { floor: middle(native), against }),
      );
      const terrain = await jumping(site, small, `${NATIVE}&base=terrain`);
      rows.push(row('the same of the ground with ore and buildings, native zoom: 95th percentile', percentile(terrain), 'ms'));
      rows.push(...(await memory(site, small)));
      rows.push(...(await awake(site, small)));
      return rows;
    },
    { width: 1920, height: 1080 },
  );
}

async function stored(site: Site, log: string): Promise<{ world: string; bytes: number }> {
  const context = await site.open();
  try {
    const page = await context.newPage();
    const { world } = await importLog(page, site, log);
    const bytes = await page.evaluate((id) => {
      const worlds = (window as unknown as Window).factoscope.state.worlds.value as { id: string; bytes?: number }[] | null;
      return worlds?.find((one) => one.id === id)?.bytes ?? 0;
    }, world);
    if (bytes === 0) throw new Error('nothing is stored');
    return { world, bytes };
  } finally {
    await context.close();
  }
}

async function withWorld<T>(site: Site, world: string, more: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await site.open();
  try {
    const page = await context.newPage();
    await page.goto(`${site.url}#/map/${world}?v=1${more}`);
    await idle(page);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Three times over, each in a browser that has seen nothing: of twenty one slow one decides otherwise. */
async function jumping(site: Site, world: string, more: string): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < 3; round++) taken.push(...(await withWorld(site, world, more, (page) => jumps(page, JUMPS))));
  return taken;
}

async function memory(site: Site, world: string): Promise<Row[]> {
  return await withWorld(site, world, NATIVE, async (page) => {
    const heap = await watchHeap(page);
    await dragThrough(page, DRAG_STEPS, heap.look);
    await heap.close();
    if (heap.most.size < 2) throw new Error('no worker was seen');
    return [...heap.most].map(([what, bytes]) =>
      row(`most memory of ${what} while the slider is dragged end to end`, bytes / 1e6, 'MB', { atMost: 150 }),
    );
  });
}

/** Until what the page runs is compiled and its memory has the size it needs: half a minute of play. */
const WARM_ROUNDS = 4;

async function awake(site: Site, world: string): Promise<Row[]> {
  return await withWorld(site, world, NATIVE, async (page) => {
    const moved = async (): Promise<Task[]> => {
      let tasks: Task[] = [];
      await whilePlaying(page, async () => {
        tasks = await tasksDuring(page, () => panAndZoom(page));
      });
      return tasks;
    };
    const early: Task[] = [];
    for (let round = 0; round < WARM_ROUNDS; round++) early.push(...(await moved()));
    const tasks = await moved();
    const most = (of: readonly Task[], time: 'ran' | 'taken'): number => of.reduce((longest, task) => Math.max(longest, task[time]), 0);
    const long = (of: readonly Task[]): number => of.filter(({ taken }) => taken > 16).length;
    const work = 'longest task of the page while it plays, is moved and zoomed';
    return [
      // A virtual machine's core may be away for 8 ms and more, which is no fault of the page: the time by the clock has no bound.
      row(`${work}, of ${tasks.length}: the time in which it had a core`, most(tasks, 'ran'), 'ms', { atMost: 16 }),
      row('… by the clock', most(tasks, 'taken'), 'ms'),
      row('… more than 16 ms by the clock', long(tasks), 'tasks'),
      row(
        `in the half minute before, from the first second on, of ${early.length}: the time in which it had a core`,
        most(early, 'ran'),
        'ms',
      ),
      row('… by the clock', most(early, 'taken'), 'ms'),
      row('… more than 16 ms by the clock', long(early), 'tasks'),
    ];
  });
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const middle = (values: readonly number[]): number => sorted(values)[values.length >> 1]!;
const percentile = (values: readonly number[]): number => sorted(values)[Math.ceil(values.length * 0.95) - 1]!;
