/** The log of a generated world of 10,000 chunks, as the mod would write it. Takes 20 s to write, so it is kept. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../../mod/sample/generate';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = [join(root, 'mod/sample'), join(root, 'src/core/packet')];

export function worldLog(chunks: number, hours: number): Uint8Array {
  // Named by its makers' age: a change of the generator makes a new one.
  const newest = Math.max(...sources.flatMap((folder) => readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs)));
  const path = join(root, `.cache/bench/world-${chunks}-${hours}-${Math.round(newest)}.log`);
  if (!existsSync(path)) {
    const lines: string[] = [];
    generate({ seed: 7, chunks, hours, onLine: (line) => lines.push(line) });
    mkdirSync(join(root, '.cache/bench'), { recursive: true });
    writeFileSync(`${path}.part`, `${lines.join('\n')}\n`);
    renameSync(`${path}.part`, path);
  }
  return new Uint8Array(readFileSync(path));
}
