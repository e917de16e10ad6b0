import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Game } from '../world/testing/host';
import { deeds, WorldHistory } from './testing/history';
import { bytesOf, libraryOf, onlyWorld, restated } from './testing/restated-log';
import { sameMoment } from './testing/same-moment';

const same = async (a: Awaited<ReturnType<typeof onlyWorld>>, b: typeof a, tick: number | null = null): Promise<void> => {
  expect([tick, await sameMoment(a, b, { tick, pictures: false })]).toEqual([tick, []]);
};

describe('any history', () => {
  it('[P27] restated anywhere ends the same with what follows, and the whole log joins it without a trace', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.double({ min: 0, max: 1, noNaN: true }), async (list, share) => {
        const history = new WorldHistory();
        for (const deed of list) history.do(deed);
        history.write();
        const { lines } = history;
        const cut = Math.max(1, Math.floor(lines.length * share));
        const log = bytesOf(lines);
        const before = await libraryOf([['a.log', bytesOf(lines.slice(0, cut))]]);
        const keyframe = await restated(before);
        await same(await onlyWorld(before), await onlyWorld(await libraryOf([['k.log', bytesOf(keyframe)]])));
        const whole = await onlyWorld(await libraryOf([['a.log', log]]));
        const live = bytesOf([...keyframe, ...lines.slice(cut)]);
        await same(whole, await onlyWorld(await libraryOf([['live.log', live]])));
        for (const drops of [
          [[['live.log', live]], [['a.log', log]]],
          [[['a.log', log]], [['live.log', live]]],
        ] as const) {
          const joined = await onlyWorld(await libraryOf(...drops));
          for (const tick of [null, Math.floor(history.tick / 2), history.tick - 5]) await same(whole, joined, tick);
        }
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  it('[P25] [P27] of lines without numbers goes on behind its keyframe in the same world, and the file joins it', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.double({ min: 0, max: 1, noNaN: true }), async (list, share) => {
        const history = new WorldHistory(new Game(), true);
        for (const deed of list) history.do(deed);
        history.write();
        const { lines } = history;
        fc.pre(lines.length > 1);
        const cut = Math.max(1, Math.floor(lines.length * share));
        const log = bytesOf(lines);
        const before = await libraryOf([['a.log', bytesOf(lines.slice(0, cut))]]);
        const live = bytesOf([...(await restated(before)), ...lines.slice(cut)]);
        const [whole, watched] = [
          await onlyWorld(await libraryOf([['a.log', log]])),
          await onlyWorld(await libraryOf([['live.log', live]])),
        ];
        expect(watched.info.id).toBe((await onlyWorld(before)).info.id);
        await same(whole, watched);
        await same(whole, await onlyWorld(await libraryOf([['live.log', live]], [['a.log', log]])));
        await same(whole, await onlyWorld(await libraryOf([['a.log', log]], [['live.log', live]])));
      }),
      { numRuns: 12, seed: 12 },
    );
  });
});
