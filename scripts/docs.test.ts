import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './tools.mjs';

const elsewhere = new Set(['node_modules', 'dist', '.git', '.cache']);
const folders = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !elsewhere.has(entry.name))
    .map((entry) => entry.name);

function documents(path = ''): string[] {
  const here = readdirSync(join(root, path)).filter((name) => name.endsWith('.md'));
  return [...here.map((name) => join(path, name)), ...folders(path).flatMap((name) => documents(join(path, name)))];
}

/** Words in backquotes, and where links lead. */
function named(text: string): string[] {
  const code = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
  return [...code, ...links];
}

/** A path of this repository begins with one of its folders, or is a file at its top. Globs and places made by a build are not checked. */
function isOurs(name: string): boolean {
  if (!/^[\w.@-]+(\/[\w.@-]*)*$/.test(name)) return false;
  const [first = '', ...rest] = name.split('/');
  if (elsewhere.has(first) || name.startsWith('src/core/kernels/build')) return false;
  return rest.length > 0 && (folders('').includes(first) || folders('src').includes(first));
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

describe.each(documents())('%s', (path) => {
  const text = readFileSync(join(root, path), 'utf8');

  test('every path it names exists', () => {
    const missing = named(text)
      .filter(isOurs)
      .filter((name) => ![join(root, name), join(root, 'src', name), join(root, dirname(path), name)].some(existsSync));
    expect(missing).toEqual([]);
  });

  test('every npm script it names exists', () => {
    const scripts = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map((match) => match[1] ?? match[2] ?? '');
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });
});

test('README.md has a line for every folder', () => {
  const lines = readFileSync(join(root, 'README.md'), 'utf8').split('\n');
  const missing = [...folders(''), ...folders('src').map((name) => `src/${name}`)].filter(
    (name) => !lines.some((line) => line.startsWith(`| \`${name}/\` |`)),
  );
  expect(missing).toEqual([]);
});
