import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesOf, libraryOf, onlyWorld, restated } from './testing/restated-log';
import { sameMoment } from './testing/same-moment';
import { ALL } from './view';

const sample = gunzipSync(readFileSync(new URL('../../../public/sample/Nordhafen.log.gz', import.meta.url)));
const lines = sample.toString().split('\n').slice(0, -1);

describe('the shipped sample', () => {
  it.each([0.1, 0.5, 0.93])(
    '[P27] from %f of it on: with what follows it ends the same, and the log joins it without a trace',
    {
      timeout: 120_000,
    },
    async (share) => {
      const cut = Math.floor(lines.length * share);
      const before = await libraryOf([['Nordhafen.log', bytesOf(lines.slice(0, cut))]]);
      const live = bytesOf([...(await restated(before, ALL, lines[0])), ...lines.slice(cut)]);
      const world = await onlyWorld(await libraryOf([['Nordhafen.log', sample]]));
      const watched = await libraryOf([['live.log', live]]);
      expect(await sameMoment(world, await onlyWorld(watched), { pictures: false })).toEqual([]);
      // Behind what was missing every moment is the same.
      const [from, to] = [(await onlyWorld(before)).info.ticks![1], world.info.ticks![1]];
      for (const part of [0.3, 0.7]) {
        const tick = Math.floor(from + (to - from) * part);
        expect([tick, await sameMoment(world, await onlyWorld(watched), { tick, pictures: false })]).toEqual([tick, []]);
      }
      for (const drops of [
        [
          ['live.log', live],
          ['Nordhafen.log', sample],
        ],
        [
          ['Nordhafen.log', sample],
          ['live.log', live],
        ],
      ] as const) {
        const joined = await onlyWorld(await libraryOf(...drops.map((one) => [one])));
        for (const tick of [null, from, Math.floor((from + to) / 2)])
          expect([tick, await sameMoment(world, joined, { tick, pictures: false })]).toEqual([tick, []]);
        expect(joined.info.gaps).toEqual(world.info.gaps);
        const told = (one: typeof world) => one.story(one.info.branches[0]!.id, null, 100_000);
        expect((await told(joined)).total).toBe((await told(world)).total);
      }
    },
  );
});
