import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Format } from '../format';
import { formats } from '.';

/** A format's row in the README. */
function rowOf({ label, help }: Format): string {
  const { drop, from, map, history, items, icons } = help!;
  const comes = [map && 'map', history && 'history', items && 'items', icons && 'icons'].filter(Boolean).join(', ');
  return `| ${label} | ${drop.replaceAll('*', '\\*')} | ${from} | ${comes} |`;
}

it('the README has a row for every format that is read, and no other', () => {
  const readme = readFileSync('README.md', 'utf8').split('\n');
  const begin = readme.findIndex((line) => line.startsWith('| file | to drop |'));
  const end = readme.findIndex((line, i) => i > begin && !line.startsWith('|'));
  expect(begin).toBeGreaterThan(0);
  expect(readme.slice(begin + 2, end)).toEqual(formats.filter(({ help }) => help).map(rowOf));
});
