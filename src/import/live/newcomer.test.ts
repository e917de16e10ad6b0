import { describe, expect, it } from 'vitest';
import { knownOf } from '../../core/live/known';
import { lineHost } from '../../core/live/line-host';
import { keyframeLines } from '../../core/live/restate';
import type { LiveView } from '../../core/live/view';
import { decode, encode, entriesOf, hashOf, imported, packetsOf, play } from './testing/played';
import { OURS, SECRET } from './testing/two-forces';
import { Thinner } from './thin';

const VIEW: LiveView = { force: OURS, surfaces: null, kinds: null, chat: false, engine: false };
const ended = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** A line before which no list is half told. */
function cutNear(lines: readonly string[], wanted: number): number {
  let cut = wanted;
  const isPart = (line: string): boolean =>
    entriesOf(ended([line])).some((entry) => entry.type === 'packets' && entry.envelope.part !== undefined && entry.envelope.part[0] > 1);
  while (isPart(lines[cut]!)) cut++;
  return cut;
}

describe('who comes in the middle of a game of two forces', () => {
  it.each([1, 2, 3, 4, 5])('has after a keyframe and the thinned lines the world of his force: game %i', async (seed) => {
    const { lines } = play(seed, 220);
    const cut = cutNear(lines, 60 + seed * 12);
    const { library: before } = await imported(ended(lines.slice(0, cut)));
    const open = (await before.open('w1'))!;
    const keyframe: string[] = [];
    for await (const line of keyframeLines(open, VIEW, lineHost)) keyframe.push(line);
    const thinner = new Thinner(VIEW, await knownOf(open, VIEW));
    const tail = decode(thinner.push(encode(ended(lines.slice(cut)))).lines);
    expect(JSON.stringify(packetsOf(ended(keyframe) + tail))).not.toContain(SECRET);

    const { library: thins } = await imported(ended(keyframe) + tail);
    const { library: wholes } = await imported(ended(lines));
    const [thin, whole] = [(await thins.world('w1'))!, (await wholes.world('w1'))!];
    for (const surface of [1, 2])
      for (const base of ['chart', 'terrain'] as const)
        for (const x of [-1, 0]) {
          const view = { world: 'w1', branch: 'main', surface, force: OURS, base, resources: true, buildings: true, tick: null };
          expect(hashOf(await thin.picture(view, 0, x, 0))).toBe(hashOf(await whole.picture(view, 0, x, 0)));
        }
    const byIndex = (a: { index: number }, b: { index: number }) => a.index - b.index;
    const all = await whole.state('main', null);
    const state = await thin.state('main', null);
    expect(state.players.sort(byIndex)).toEqual(all.players.filter(({ force }) => force === OURS).sort(byIndex));
    expect(state.tags).toEqual(all.tags.filter(({ force }) => force === OURS));
    expect(state.stops).toEqual(all.stops.filter(({ force }) => force === OURS));
    expect(state.researched[OURS]).toEqual(all.researched[OURS]);
    expect(state.rockets[OURS]).toEqual(all.rockets[OURS]);
  });
});
