import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPack } from '../../../cli/testing/packs';
import { encodePage, LONG, SHORT } from './link';

const DUMP = '/work/shared/data/dumps/sa-2.1.12.json.gz';
/** An address has so many characters before the link's own. */
const ADDRESS = 100;

it.skipIf(!existsSync(DUMP))('every page of a whole game fits into a link, and nine of ten into a chat message', async () => {
  const { info, pages, read } = await readPack(DUMP);
  const made = await pages('en');
  const lengths: number[] = [];
  for (const { tab } of made.tabs())
    for (const { subgroups } of made.grid(tab).groups)
      for (const { entries } of subgroups)
        for (const entry of entries)
          lengths.push(
            encodePage(
              {
                pack: { id: info.id, name: info.name, game: '2.1.12', places: 5, mods: ['space-age', 'quality', 'elevated-rails'] },
                page: made.page(entry)!,
              },
              null,
            ).length + ADDRESS,
          );
  read.close();
  expect(lengths.length).toBeGreaterThan(2000);
  expect(Math.max(...lengths)).toBeLessThan(LONG);
  expect(lengths.filter((length) => length <= SHORT).length / lengths.length).toBeGreaterThan(0.9);
});
