import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, run } from './tools.mjs';

/** Every TypeScript project, and the mod by the compiler that turns it into Lua. */
export async function checkTypes() {
  const mod = readdirSync(join(root, 'mod')).some((name) => /(?<!\.test)\.ts$/.test(name));
  await Promise.all([
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-b', '--pretty', 'false']),
    mod ? run(process.execPath, ['node_modules/typescript-to-lua/dist/tstl.js', '-p', 'mod/tsconfig.json', '--noEmit']) : undefined,
  ]);
}

await main(import.meta.url, checkTypes);
