/**
 * Samples beside their goldens: what is in e2e/samples/<format> must come to e2e/samples/<format>/golden.json, in whatever carrier and
 * pieces. `npm run golden` rewrites the goldens (and writes a sample that is not there yet, never one that is): look at the difference.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bytesSource, type Source } from '../src/import/source';
import { carriers, FILE_CARRIERS } from './testing/carriers';
import { pieces, reading } from './testing/read';
import { samples } from './testing/samples';

const FOLDER = fileURLToPath(new URL('../e2e/samples', import.meta.url));
const GOLDEN = 'golden.json';
const rewrite = process.env.FACTOSCOPE_GOLDEN === '1';

if (rewrite) {
  for (const [format, files] of Object.entries(samples())) {
    mkdirSync(join(FOLDER, format), { recursive: true });
    for (const { name, text } of files) if (!existsSync(join(FOLDER, format, name))) writeFileSync(join(FOLDER, format, name), text);
  }
}

const formats = readdirSync(FOLDER, { withFileTypes: true })
  // A set of mods is held against its own goldens: packs.test.ts.
  .filter((entry) => entry.isDirectory() && entry.name !== 'pack')
  .map(({ name }) => name);
const filesOf = (format: string) => readdirSync(join(FOLDER, format)).filter((name) => name !== GOLDEN);
const textOf = (format: string, name: string) => readFileSync(join(FOLDER, format, name), 'utf8');
const goldenOf = (format: string) => JSON.parse(readFileSync(join(FOLDER, format, GOLDEN), 'utf8'));

/** JSON with a list of numbers on one line. */
const readable = (value: unknown) =>
  `${JSON.stringify(value, null, 1).replace(/\[\s+(-?[\d.]+(?:,\s+-?[\d.]+)*)\s+\]/g, (_, list) => `[${list.replace(/\s+/g, ' ')}]`)}\n`;

/** As it is printed: an absent field and one that is undefined are the same. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

async function found(sources: Source[]) {
  const { worlds, dumps, problems } = await reading(sources);
  return plain({ worlds, problems: problems.map(({ code, file, line, detail }) => ({ code, file, line, detail })), dumps });
}

describe('every sample', () => {
  it('is there', () => {
    expect(formats.sort()).toEqual(Object.keys(samples()).sort());
  });

  for (const format of formats) {
    it(`${format} comes to its golden`, async () => {
      const names = filesOf(format);
      const result = await found(names.map((name) => bytesSource(name, readFileSync(join(FOLDER, format, name)))));
      if (rewrite) writeFileSync(join(FOLDER, format, GOLDEN), readable(result));
      expect(result).toEqual(goldenOf(format));
      for (const name of names) expect(readFileSync(join(FOLDER, format, name)).length).toBeLessThan(50_000);
    });

    const bare = filesOf(format).some((name) => name.endsWith('.jsonl'));
    for (const carrier of bare ? FILE_CARRIERS : Object.keys(carriers)) {
      it(`${format}, ${carrier}, byte by byte, comes to it too`, async () => {
        const sources = filesOf(format).map((name) => {
          const { ending, bytes } = carriers[carrier]!(textOf(format, name));
          return pieces(bytesSource(`${name}${ending}`, bytes), 1);
        });
        const result = await found(sources);
        const golden = goldenOf(format);
        expect(result.worlds).toEqual(golden.worlds);
        expect(result.dumps).toEqual(golden.dumps);
        // Names and numbers of lines are the carrier's.
        const codes = (problems: { code: string }[]) => problems.map(({ code }) => code);
        expect(codes(result.problems)).toEqual(codes(golden.problems));
      });
    }
  }
});
