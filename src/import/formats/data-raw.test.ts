import { expect, it } from 'vitest';
import { noPack } from '../packs/no-pack';
import { collect } from '../testing/collect';

it('more prototypes than any set of mods has are not read, and those before are', async () => {
  const rows = ['"a":{"type":"item"}', ...Array.from({ length: 1_000_001 }, (_, i) => `"${i}":{}`)];
  const bytes = new TextEncoder().encode(`{"item":{${rows.join(',')}},"fluid":{"b":{}}}`);
  let [count, whole] = [0, true];
  const dump = () => ({
    prototype: () => {
      count++;
    },
    icon: () => {},
    end: (said: boolean) => {
      whole = said;
    },
  });
  const { problems } = await collect(bytes, 'data-raw-dump.json', { ...noPack, dump });
  expect([count, whole]).toEqual([1_000_000, false]);
  expect(problems.map(({ code }) => code)).toEqual(['dump-too-large']);
}, 30_000);
