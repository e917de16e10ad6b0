import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkRules } from './rules.mjs';

/** A check that cannot fail is worth nothing, so each kind of wrong import is made here and must be found. */
let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'rules-'));
});
afterEach(() => rmSync(base, { recursive: true }));

function write(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
}

test.each([
  ['src/core/world/a.ts', 'src/import/b'],
  ['src/core/a.ts', 'src/store/b'],
  ['src/import/a.ts', 'src/store/b'],
  ['src/store/a.ts', 'src/import/b'],
  ['src/worker-api/a.ts', 'workers/b'],
  ['src/client/a.ts', 'src/store/b'],
  ['src/state/a.ts', 'src/views/b'],
  ['src/views/map/a.tsx', 'src/store/b'],
  ['src/views/a.ts', 'src/worker-api/b'],
  ['workers/a.ts', 'src/client/b'],
  ['cli/a.ts', 'src/store/b'],
  ['src/texts/a.ts', 'src/state/b'],
  ['src/core/a.ts', 'src/texts/b'],
  ['mod/a.ts', 'src/core/b'],
  ['mod/a.ts', 'mod/sim/b'],
  ['src/core/packet/schema.ts', 'src/core/packet/b'],
])('%s must not import %s', async (from, to) => {
  const up = '../'.repeat(from.split('/').length - 1);
  // As a type, which leaves no import in what is built.
  write({ [from]: `import type { B } from '${up}${to}';\nexport type A = B;\n`, [`${to}.ts`]: 'export type B = 1;\n' });
  const { modules, lines } = await checkRules(base);
  expect(modules).toBe(2);
  expect(lines).toEqual([expect.stringContaining(`${from} → ${to}.ts`)]);
});

test('a cycle, a built-in of Node and a missing file are found', async () => {
  write({
    'src/core/a.ts': `import './b';\nimport 'node:fs';\nimport './missing';\n`,
    'src/core/b.ts': `import './a';\n`,
  });
  const { lines } = await checkRules(base);
  expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(['no-cycles', 'no-node-on-the-site', 'not-found']);
});

test('a package outside its layer is found', async () => {
  write({
    'src/views/a.ts': `import 'idb';\n`,
    'node_modules/idb/package.json': '{ "name": "idb", "main": "index.js" }',
    'node_modules/idb/index.js': '',
  });
  const { lines } = await checkRules(base);
  expect(lines).toEqual(['idb-only-in-store: src/views/a.ts → node_modules/idb/index.js']);
});

test('what is allowed passes', async () => {
  write({
    'src/views/a.ts': `import '../state/b';\nimport '../core/c';\n`,
    'src/state/b.ts': `import '../core/c';\n`,
    'src/core/c.ts': 'export {};\n',
    'src/core/c.test.ts': `import 'node:fs';\nimport './c';\n`,
    'mod/emit.ts': `import '../src/core/packet/schema';\n`,
    'src/core/packet/schema.ts': 'export {};\n',
  });
  expect(await checkRules(base)).toEqual({ modules: expect.any(Number), lines: [] });
});
