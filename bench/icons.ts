/** Icons as packs have them, from PNGs in memory to finished sheets, beside the floors: what decoding, drawing and encoding cost alone. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codec } from '../cli/codec';
import { buildKernels } from '../scripts/kernels.mjs';
import { drawLayers } from '../src/core/icon/draw';
import type { SheetPlan } from '../src/core/icon/plan';
import { SHEET_PICTURES } from '../src/core/icon/types';
import { loadedKernels } from './icons/kernels';
import { ICONS, LAYERS, PNGS, pack } from './icons/pack';
import { median, type Row, row } from './row';

const THREADS = 4;
/** µs: 15,000 a second. */
const LONGEST = 66.6;
/** The Factorio Item Browser's renderer with four processes, three layers of 64 px (facts of 2021, measured on four cores). */
const PEER = 371;

export async function run(): Promise<Row[]> {
  await buildKernels();
  const kernel = (await loadedKernels()).icon;
  const coder = codec();
  const { files, plans } = await pack(coder);
  const bytes = [...files.values()];
  const decoded = await Promise.all(bytes.slice(0, 200).map((png) => coder.decodePng(png)));
  const rows: Row[] = [];

  const decode = await median(3, async () => {
    for (const png of bytes.slice(0, 500)) await coder.decodePng(png);
  });
  rows.push(row('PNGs of 120 × 64 px decoded, one core', 500 / (decode / 1000), '/s'));

  const spec = (scale: number) => ({
    expected: 64,
    layers: [0.5, scale, 0.5].map((one, i) => ({
      file: `${i}`,
      size: 64,
      scale: one,
      shift: [0, 0] as [number, number],
      tint: (i === 1 ? [0.9, 0.6, 0.3, 0.75] : [1, 1, 1, 1]) as [number, number, number, number],
      floating: false,
    })),
  });
  const three = (scale: number) => async () => {
    for (let i = 0; i < 1000; i++)
      drawLayers(
        spec(scale),
        [0, 1, 2].map((n) => decoded[(i + n * 67) % 200]!),
        kernel,
        64,
      );
  };
  for (const [what, scale] of [
    ['1 : 1', 0.5],
    ['one of them 51 px', 0.4],
  ] as const) {
    const ms = await median(7, three(scale));
    // The bound is one that is not to be exceeded: so the time of one, which is as many µs as a thousand take ms.
    rows.push(
      row(`icon of three layers of 64 px, ${what}, drawn on one core (${per(1000, ms)}/s)`, ms, 'µs', {
        atMost: LONGEST,
      }),
    );
  }

  const sheet = { width: 1024, height: 1024, data: new Uint8Array(1024 * 1024 * 4) };
  for (let n = 0; n < SHEET_PICTURES; n++) {
    const { pixels } = drawLayers(spec(0.5), [decoded[n % 200]!, null, decoded[(n * 3) % 200]!], kernel, 64);
    for (let y = 0; y < 64; y++)
      sheet.data.set(pixels!.data.subarray(y * 256, y * 256 + 256), (((n >> 4) * 64 + y) * 1024 + (n & 15) * 64) * 4);
  }
  let size = 0;
  const encode = await median(3, async () => {
    size = (await coder.encodeWebp(sheet, 'fast')).length;
  });
  rows.push(row(`sheet of 256 icons encoded, one core (${per(256, encode)}/s, ${(size / 256 / 1000).toFixed(1)} kB each)`, encode, 'ms'));

  const whole = await threads(files, plans);
  const floor = (ICONS / PEER) * 1000;
  const work = `${ICONS.toLocaleString('en')} icons, ${LAYERS.toLocaleString('en')} layers, ${PNGS.toLocaleString('en')} PNGs → WebP sheets, four threads`;
  rows.push(row(`${work} (${per(ICONS, whole)}/s)`, whole, 'ms', { floor, against: `peer, ${PEER}/s`, ratioAtMost: 0.1 }));
  return rows;
}

const per = (count: number, ms: number) => Math.round(count / (ms / 1000)).toLocaleString('en');

/** Milliseconds from bytes in memory to all sheets; the best of three, after one that warms up. Starting the threads is not counted. */
async function threads(files: ReadonlyMap<string, Uint8Array>, plans: readonly SheetPlan[]): Promise<number> {
  const workers = Array.from({ length: THREADS }, () => new Worker(new URL('icons/thread.mjs', import.meta.url), { workerData: files }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const taken: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const start = performance.now();
    let next = 0;
    await Promise.all(
      workers.map(async (worker) => {
        // Nothing decoded is kept from the turn before.
        let fresh = true;
        while (next < plans.length) {
          const plan = plans[next++]!;
          worker.postMessage({ plan, fresh });
          fresh = false;
          await once(worker, 'message');
        }
      }),
    );
    if (turn > 0) taken.push(performance.now() - start);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return Math.min(...taken);
}
