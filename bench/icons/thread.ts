/** One of the threads: what an icon worker does, with a map in place of the store. */
import { parentPort, workerData } from 'node:worker_threads';
import { codec } from '../../cli/codec';
import { DecodedFiles } from '../../src/core/icon/decoded';
import type { SheetPlan } from '../../src/core/icon/plan';
import { renderSheet } from '../../src/core/icon/sheet';
import { loadedKernels } from './kernels';

const files = workerData as ReadonlyMap<string, Uint8Array>;
const coder = codec();
const { icon } = await loadedKernels();
const open = () => new DecodedFiles(async (keys) => keys.map((key) => files.get(key) ?? null), coder);
let decoded = open();

parentPort!.on('message', async ({ plan, fresh }: { plan: SheetPlan; fresh: boolean }) => {
  if (fresh) decoded = open();
  const { pixels, problems } = await renderSheet(plan, decoded, icon);
  if (problems.length > 0) throw new Error(problems[0]!.detail);
  const webp = await coder.encodeWebp(pixels, 'fast');
  parentPort!.postMessage(webp, [webp.buffer]);
});
parentPort!.postMessage('ready');
