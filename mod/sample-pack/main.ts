/** `npm run sample:pack`: writes the made-up pack into its folder; its pictures are drawn by draw.ts, once. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { files } from './generate';
import { FOLDER } from './options';

let total = 0;
for (const [name, bytes] of files()) {
  const path = join(FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  total += bytes.length;
}
console.log(`${FOLDER}: ${total} bytes beside the drawn pictures`);
