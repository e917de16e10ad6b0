import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { textOf } from './world-log';

/** For `test.extend`: a folder on the disk for the logs that a test drops. */
export const logFiles = {
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures from this pattern
  folder: async ({}: object, use: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'factoscope-logs-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
};

export function write(folder: string, name: string, lines: string[]): { path: string; name: string; text: string } {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const text = textOf(lines);
  writeFileSync(path, text);
  return { path, name, text };
}
