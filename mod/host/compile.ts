/** The mod's TypeScript as Lua: by file name below the mod's folder, "emit.lua", "src/core/packet/write.lua", "lualib_bundle.lua". */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import * as tstl from 'typescript-to-lua';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Throws with the compiler's words when the mod does not compile. `types` checks it against another game's API. */
export function compileMod(types?: string): Map<string, string> {
  const options: tstl.CompilerOptions = { outDir: join(root, 'dist/mod-lua'), noEmitOnError: true };
  if (types !== undefined) options.types = ['@typescript-to-lua/language-extensions', 'lua-types/5.2', types];
  const files = new Map<string, string>();
  const { diagnostics } = tstl.transpileProject(join(root, 'mod/tsconfig.json'), options, (name, text) => {
    const path = relative(join(root, 'dist/mod-lua'), name);
    files.set(path.replace(/^mod\//, ''), text.replaceAll('require("mod.', 'require("'));
  });
  const faults = diagnostics.filter(({ category }) => category === ts.DiagnosticCategory.Error);
  if (faults.length > 0)
    throw new Error(
      ts.formatDiagnostics(faults, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' }),
    );
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = join(root, 'dist/mod-lua');
  rmSync(out, { recursive: true, force: true });
  for (const [path, text] of compileMod()) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
    console.log(join('dist/mod-lua', path));
  }
}
