/** What a newcomer costs after a hundred hours: at most twice the bytes of the state it gets. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playedLog } from '../../bench/worlds/played';
import { lineHost } from '../../src/core/live/line-host';
import { keyframeLines } from '../../src/core/live/restate';
import { sameMoment } from '../../src/core/live/testing/same-moment';
import { ALL } from '../../src/core/live/view';
import { MemoryStore } from '../../src/core/world/block-store';
import { Library } from '../../src/core/world/library';
import { readFile } from '../../src/import/read-file';
import { runImport } from '../../src/import/run-import';
import { bytesSource } from '../../src/import/source';
import { kernels } from '../kernels';
import { worldOf } from './testing/moment';
import { Rig } from './testing/rig';

const CHUNKS = 1000;

/** The latest state of a log in lines: what cannot be left out. */
async function stateBytes(log: Uint8Array): Promise<number> {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  const signal = new AbortController().signal;
  await runImport({ files: [bytesSource('played.log', log)], importer, readFile, signal, onProgress: () => {} });
  const [info] = await library.worlds();
  const open = (await library.open(info!.id))!;
  let bytes = 0;
  for await (const line of keyframeLines(open, ALL, lineHost)) bytes += Buffer.byteLength(line) + 1;
  return bytes;
}

test('a newcomer gets at most twice the bytes of the state, whenever it comes in a hundred hours', async () => {
  const path = playedLog(CHUNKS);
  const { size } = statSync(path);
  const rig = await Rig.start();
  const file = openSync(path, 'r');
  const told: string[] = [];
  try {
    // Moments at which the kept keyframe is new, and at which much has come since.
    for (const share of [0.05, 0.3, 0.33, 0.61, 0.98, 1]) {
      const from = rig.log.told.length;
      const bytes = Buffer.alloc(Math.floor(size * share) - from);
      readSync(file, bytes, 0, bytes.length, from);
      const whole = share === 1 ? bytes.length : bytes.lastIndexOf(10) + 1;
      rig.log.write(bytes.subarray(0, whole));
      const watcher = rig.watch({ again: false });
      await rig.caughtUp(watcher);
      watcher.close();
      // The relay has it all; its state may still be on the way.
      const newcomer = rig.watch({ again: false });
      await rig.caughtUp(newcomer);
      newcomer.close();
      expect(newcomer.faults).toEqual([]);
      const state = await stateBytes(rig.log.told);
      told.push(
        `${(share * 100).toFixed(0)} h: log ${kB(rig.log.told.length)}, state ${kB(state)}, received ${kB(newcomer.bytes)}: ` +
          `${(newcomer.bytes / state).toFixed(2)} ×`,
      );
      expect(newcomer.bytes, told.join('\n')).toBeLessThanOrEqual(2 * state);
      if (share === 1) {
        expect(await sameMoment((await newcomer.world())!, await worldOf(rig.log.told))).toEqual([]);
      }
    }
    const out = join(rig.folder, 'moment.zip');
    const { ticks } = (await worldOf(rig.log.told)).info;
    execFileSync(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'snapshot', rig.log.path, '--tick', String(ticks![1]), '--out', out]);
    told.push(`the same moment as a snapshot: ${kB(readFileSync(out).length)}`);
    console.log(told.join('\n'));
  } finally {
    closeSync(file);
  }
});

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
