import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../mod/sample/generate';
import { root } from '../../scripts/tools.mjs';

const FOLDER = join(root, '.cache/bench');

/**
 * The path of a log with the charts of so many chunks and nothing else. 100,000 take the generator more than a minute, so it is kept
 * as long as the generator stays as it is. Each size is a world of its own.
 */
export async function chartLog(chunks: number): Promise<string> {
  const path = join(FOLDER, `charts-${chunks}-${fingerprint()}.log`);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  const part = `${path}.${process.pid}`;
  const file = openSync(part, 'w');
  let lines: string[] = [];
  const write = () => {
    if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  generate({
    seed: chunks,
    chunks,
    hours: 2,
    surfaces: [],
    only: 'charts',
    onLine: (line) => (lines.push(line) >= 4096 ? write() : undefined),
  });
  write();
  closeSync(file);
  renameSync(part, path);
  return path;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['mod/sample', 'src/core/packet'])
    for (const name of readdirSync(join(root, folder)).sort())
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) hash.update(readFileSync(join(root, folder, name)));
  return hash.digest('hex').slice(0, 12);
}
