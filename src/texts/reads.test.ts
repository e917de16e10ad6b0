import { expect, it } from 'vitest';
import { formats } from '../import/formats';
import { reads } from './reads';

it('the table of what is read stands for exactly the formats that offer themselves', () => {
  const offered = formats.filter((format) => format.help !== undefined).map((format) => format.id);
  expect(new Set(reads.rows.flatMap((row) => row.formats))).toEqual(new Set(offered));
});

it('it promises a map only where the format does', () => {
  const maps = new Set(formats.filter((format) => format.help?.map === true).map((format) => format.id));
  for (const row of reads.rows.filter((one) => one.map)) expect(row.formats.every((id) => maps.has(id))).toBe(true);
});

it('and icons and items only where some format of the row gives them', () => {
  for (const what of ['items', 'icons'] as const) {
    const ids = new Set(formats.filter((format) => format.help?.[what] === true).map((format) => format.id));
    for (const row of reads.rows.filter((one) => one[what] && one.formats.length > 0))
      expect(
        row.formats.some((id) => ids.has(id)),
        row.drop,
      ).toBe(true);
  }
});
