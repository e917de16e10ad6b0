import { expect, it } from 'vitest';
import { formats } from '../import/formats';
import { t } from './index';

it('the table of what is read stands for exactly the formats that offer themselves', () => {
  const offered = formats.filter((format) => format.help !== undefined).map((format) => format.id);
  expect(new Set(t.reads.rows.flatMap((row) => row.formats))).toEqual(new Set(offered));
});

it('it promises a map only where the format does', () => {
  const maps = new Set(formats.filter((format) => format.help?.map === true).map((format) => format.id));
  for (const row of t.reads.rows.filter((one) => one.map)) expect(row.formats.every((id) => maps.has(id))).toBe(true);
});
