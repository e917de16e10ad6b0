import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../core/live/known';
import { type LiveView, viewOf } from '../../core/live/view';
import type { Packet } from '../../core/packet/schema';
import { chainOf, decode, encode, entriesOf, hashOf, imported, packetsOf, play } from './testing/played';
import { OURS, SECRET } from './testing/two-forces';
import { Thinner } from './thin';

const VIEW: LiveView = { force: OURS, surfaces: null, kinds: null, chat: false, engine: false };

/** As a relay pushes them: some lines at a time. */
function thinned(lines: readonly string[], random: () => number, view = VIEW): { text: string; revealed: string[] } {
  const thinner = new Thinner(view, NOTHING_KNOWN);
  let text = '';
  const revealed: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const count = 1 + Math.floor(random() * 9);
    const piece = thinner.push(
      encode(
        lines
          .slice(i, i + count)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
    text += decode(piece.lines);
    revealed.push(...piece.revealed.map(({ surface, at }) => `${surface}/${at}`));
    i += count;
  }
  expect(thinner.held).toBe(0);
  return { text, revealed };
}

const plain = (packets: readonly Packet[]): unknown => JSON.parse(JSON.stringify(packets));

describe('a log of two forces, thinned to one', () => {
  it('holds of every packet what that force may see and no word more, in whatever pieces it comes; no number of the chain is missing', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { told, lines, random } = play(seed, 150);
        const { text, revealed } = thinned(lines, random);
        const seen = told.flatMap((one) => (one.seen === null ? [] : [one.seen]));
        const packets = packetsOf(text);
        expect(packets[0]?.kind).toBe('header');
        expect(plain(packets.slice(1))).toEqual(plain(seen));
        expect(JSON.stringify(packets)).not.toContain(SECRET);
        expect(text).not.toContain(SECRET);
        expect(chainOf(text)).toEqual(chainOf(`${lines.join('\n')}\n`));
        expect(revealed).toEqual(told.flatMap(({ reveals }) => reveals));
        expect(thinned(lines, () => 0).text).toBe(text);
      }),
      { seed: 7, numRuns: 20 },
    );
  });

  it('is of lines in which nothing is left out the very bytes', () => {
    const { lines, random } = play(11, 300);
    const whole = new Set(lines);
    const { text } = thinned(lines, random);
    const kept = text.trimEnd().split('\n');
    const written = kept.filter((line) => !whole.has(line));
    // Whatever was written anew says so.
    for (const entry of entriesOf(`${written.join('\n')}\n`)) expect(entry.type === 'packets' && entry.envelope.thin).toBe(true);
    expect(kept.length - written.length).toBeGreaterThan(100);
    const all = thinned(lines, random, { ...VIEW, force: null, chat: true });
    const shown = lines.filter((line) => !line.includes('Info Main.cpp'));
    expect(all.text).toBe(`${shown.join('\n')}\n`);
  });

  it('is a world with the same map and the same people, as far as that force sees them', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { lines, random } = play(seed, 250);
      const { library: wholes } = await imported(`${lines.join('\n')}\n`);
      const { library: thins } = await imported(thinned(lines, random).text);
      const whole = (await wholes.world('w1'))!;
      const thin = (await thins.world('w1'))!;
      expect(thin.info.gaps).toEqual([]);
      for (const surface of [1, 2])
        for (const base of ['chart', 'terrain'] as const)
          for (const x of [-1, 0]) {
            const view = { world: 'w1', branch: 'main', surface, force: OURS, base, resources: true, buildings: true, tick: null };
            expect(hashOf(await thin.picture(view, 0, x, 0))).toBe(hashOf(await whole.picture(view, 0, x, 0)));
          }
      const all = await whole.state('main', null);
      const state = await thin.state('main', null);
      expect(state).toEqual({
        ...all,
        tick: state.tick,
        forces: all.forces.filter(({ index }) => index < 4),
        players: all.players.filter(({ force }) => force === OURS),
        tags: all.tags.filter(({ force }) => force === OURS),
        stops: all.stops.filter(({ force }) => force === OURS),
        researched: all.researched[OURS] ? { [OURS]: all.researched[OURS] } : {},
        rockets: all.rockets[OURS] ? { [OURS]: all.rockets[OURS] } : {},
      });
    }
  });

  it('[P9] is replaced by the whole log when that comes', async () => {
    for (const seed of [5, 6]) {
      const { lines, random } = play(seed, 200);
      const log = `${lines.join('\n')}\n`;
      const { library: once } = await imported(log);
      const { library: late } = await imported(thinned(lines, random).text, log);
      const [a, b] = [(await once.world('w1'))!, (await late.world('w1'))!];
      expect(await b.state('main', null)).toEqual(await a.state('main', null));
      for (const surface of [1, 2])
        for (const force of [null, OURS, 4])
          for (const base of ['chart', 'terrain'] as const)
            for (const x of [-1, 0]) {
              const view = { world: 'w1', branch: 'main', surface, force, base, resources: true, buildings: true, tick: null };
              expect(hashOf(await b.picture(view, 0, x, 0))).toBe(hashOf(await a.picture(view, 0, x, 0)));
            }
      const story = await a.story('main', null, 10_000);
      expect((await b.story('main', null, 10_000)).rows).toEqual(story.rows);
    }
  });
});

describe('what is damaged', () => {
  it('breaks nothing: whole lines come out, and nothing is held that did not come', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, damages) => {
        const { lines, random } = play(seed, 60);
        const bytes = encode(lines.map((line) => `${line}\n`).join(''));
        for (let i = 0; i < damages; i++) {
          const at = Math.floor(random() * bytes.length);
          // Line feeds among them: then a line ends in the middle of another.
          if (random() < 0.5) bytes[at] = Math.floor(random() * 256);
          else bytes.copyWithin(at, Math.floor(random() * bytes.length), Math.floor(random() * bytes.length));
        }
        bytes[bytes.length - 1] = 10;
        const thinner = new Thinner(VIEW, NOTHING_KNOWN);
        let pushed = 0;
        for (let at = 0; at < bytes.length; ) {
          const end = bytes.indexOf(10, Math.min(bytes.length - 1, at + Math.floor(random() * 9_000))) + 1;
          const { lines: out } = thinner.push(bytes.subarray(at, end));
          expect(out.length === 0 || out[out.length - 1] === 10).toBe(true);
          pushed += end - at;
          at = end;
          expect(thinner.held).toBeLessThanOrEqual(pushed);
          const text = decode(out);
          expect(text).not.toContain('[CHAT]');
          expect(text).not.toContain('Main.cpp');
        }
      }),
      { seed: 8, numRuns: 60 },
    );
  });
});

describe('who sees what', () => {
  const world = {
    surfaces: [
      { index: 1, name: 'nauvis' },
      { index: 2, name: 'vulcanus' },
    ],
    forces: [
      { index: 1, name: 'player' },
      { index: 4, name: 'rivals' },
    ],
    players: [
      { index: 1, force: 4, lastSeen: 0 },
      { index: 2, force: 4, lastSeen: 0 },
      { index: 3, force: 1, lastSeen: 0 },
    ],
  };
  const stranger = { force: 'first', chat: false, engine: false } as const;
  const all = { force: 'all', chat: true, engine: true } as const;

  it('a stranger the force that most players are of, whatever else he asks for', () => {
    expect(viewOf(undefined, stranger, world)).toEqual({ force: 4, surfaces: null, kinds: null, chat: false, engine: false });
    expect(viewOf({ force: 'player' }, stranger, world).force).toBe(0);
    expect(viewOf({ force: 'rivals' }, stranger, world).force).toBe(4);
    expect(viewOf({}, stranger, null).force).toBe(1);
    expect(viewOf({}, { ...stranger, force: { name: 'player' } }, world).force).toBe(1);
    expect(viewOf({}, { ...stranger, force: { name: '__proto__' } }, world).force).toBe(0);
  });

  it('who may see all what he asks for, and nothing where there is no such thing', () => {
    expect(viewOf({}, all, world)).toEqual({ force: null, surfaces: null, kinds: null, chat: true, engine: true });
    const wanted = { force: 'rivals', surfaces: ['vulcanus', 'nowhere'], kinds: ['chart', 'constructor', 'players'] };
    expect(viewOf(wanted, all, world)).toEqual({
      force: 4,
      surfaces: new Set([2]),
      kinds: new Set(['chart', 'players']),
      chat: true,
      engine: false,
    });
    expect(viewOf({ force: 'nobody' }, all, world).force).toBe(0);
    expect(viewOf({ surfaces: 7 as never, kinds: {} as never }, all, world)).toMatchObject({ surfaces: new Set(), kinds: new Set() });
  });
});
