import { describe, expect, it } from 'vitest';
import { lines as foundry } from '../../../cli/testing/foundry';
import type { Packet } from '../packet/schema';
import { Game, pack } from '../world/testing/host';
import type { View } from '../world/types';
import { bytesOf, libraryOf, onlyWorld, restated } from './testing/restated-log';
import { sameMoment } from './testing/same-moment';
import { ALL, type LiveView } from './view';

const START = '   0.000 2026-03-01 12:00:00; Factorio 2.0.76 (build 84450, linux64, headless, space-age)';
const chart = (tick: number, at: [number, number], force = 1, value = 7): Packet => ({
  kind: 'chart',
  ...{ tick, surface: 1, force, at },
  px: pack(new Uint8Array(new Uint16Array(1024).fill(value).buffer)),
});
const chest = (id: number, x: number, more = {}) => ({ id, name: 'wooden-chest', at: [x, 0.5] as [number, number], force: 1, ...more });
const built = (tick: number, id: number, x: number): Packet => ({
  kind: 'built',
  tick,
  surface: 1,
  list: [chest(id, x)],
  how: 'player',
  by: 3,
});
const quiet = { pictures: false };

describe('what a watcher has', () => {
  it('[P27] is not changed by what later lines tell of earlier ticks: it comes on top', async () => {
    const game = new Game();
    const lines = [
      ...game.chained(game.header(0), { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] }, built(100, 1, 0.5)),
      // A picture of 1,000 is written while what was built at 990 waits for its line.
      ...game.here(chart(1000, [0, 0])),
    ];
    const late = [
      ...game.chained(
        built(990, 2, 1.5),
        { kind: 'removed', tick: 991, surface: 1, list: [chest(1, 0.5)] },
        { kind: 'players', tick: 992, list: [{ index: 3, name: 'c', online: true, at: [1, 2] }] },
        { kind: 'statistics', tick: 993, force: 1, surface: 1, produced: { iron: 5 } },
        { kind: 'tiles', tick: 994, surface: 1, at: [0, 0], names: ['grass'], runs: [0, 1024] },
      ),
    ];
    const whole = await onlyWorld(await libraryOf([['a.log', bytesOf([...lines, ...late])]]));
    const keyframe = await restated(await libraryOf([['a.log', bytesOf(lines)]]));
    const watched = await libraryOf([['live.log', bytesOf([...keyframe, ...late])]]);
    expect(await sameMoment(whole, await onlyWorld(watched), quiet)).toEqual([]);
    const state = await (await onlyWorld(watched)).state('main', null);
    expect(state.players).toMatchObject([{ index: 3, at: [1, 2], lastSeen: 992 }]);
    expect((await onlyWorld(watched)).info.ticks).toEqual([999, 1000]);
  });

  it('[P27] a gap ends with a keyframe: what went while nobody listened is gone', async () => {
    const game = new Game();
    const first = game.chained(
      game.header(0),
      {
        kind: 'surfaces',
        tick: 0,
        list: [
          { index: 1, name: 'nauvis' },
          { index: 2, name: 'platform-1' },
        ],
      },
      { kind: 'forces', tick: 0, list: [{ index: 1, name: 'player' }] },
      built(10, 1, 0.5),
      { kind: 'built', tick: 11, surface: 2, list: [chest(9, 0.5)] },
      { kind: 'resources', tick: 12, surface: 1, at: [0, 0], amounts: { iron: [3, 3, 50] } },
      { kind: 'tags', tick: 13, surface: 1, force: 1, list: [{ id: 1, at: [0, 0], text: 'here' }] },
      { kind: 'stops', tick: 14, surface: 1, list: [{ id: 77, at: [0, 0], name: 'stop' }] },
      {
        kind: 'players',
        tick: 15,
        list: [
          { index: 1, name: 'a', online: true },
          { index: 2, name: 'b', online: true },
        ],
      },
      { kind: 'rocket', tick: 16, force: 1 },
    );
    const missed = game.chained(
      { kind: 'removed', tick: 2000, surface: 1, list: [chest(1, 0.5)] },
      { kind: 'surfaces', tick: 2001, list: [{ index: 2, gone: true }] },
      { kind: 'resources', tick: 2002, surface: 1, at: [0, 0], amounts: { iron: [3, 3, 0] } },
      { kind: 'tags', tick: 2003, surface: 1, force: 1, list: [{ id: 1, gone: true }] },
      { kind: 'stops', tick: 2004, surface: 1, list: [{ id: 77, gone: true }] },
      { kind: 'players', tick: 2005, list: [{ index: 2, gone: true }] },
      { kind: 'leave', tick: 2006, player: 1 },
      { kind: 'rocket', tick: 2007, force: 1 },
    );
    const after = game.chained({ kind: 'rocket', tick: 3000, force: 1 });
    const keyframe = await restated(await libraryOf([['a.log', bytesOf([...first, ...missed])]]));
    const watched = await libraryOf([['live.log', bytesOf([...first, ...keyframe, ...after])]]);
    const whole = await onlyWorld(await libraryOf([['a.log', bytesOf([...first, ...missed, ...after])]]));
    const world = await onlyWorld(watched);
    expect(await sameMoment(whole, world)).toEqual([]);
    expect((await world.state('main', null)).rockets).toEqual({ 1: 3 });
    expect(world.info.gaps.map(({ ticks }) => ticks)).toEqual([[16, 3000]]);
    for (const tick of [16, 3000]) expect(await sameMoment(whole, world, { tick, ...quiet })).toEqual([]);
  });

  it('is the branch that opens', async () => {
    const game = new Game();
    const shared = game.chained(game.header(0), { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] }, built(100, 1, 0.5));
    const other = game.load();
    const lost = game.chained(built(200, 2, 1.5), built(250, 4, 3.5));
    const played = [...other.chained(other.header(100)), ...other.chained(built(300, 3, 2.5))];
    const library = await libraryOf([['a.log', bytesOf([...shared, ...lost, ...played])]]);
    const world = await onlyWorld(library);
    expect(world.info.branches).toHaveLength(2);
    const next = other.chained(built(400, 5, 4.5));
    const watched = await onlyWorld(await libraryOf([['live.log', bytesOf([...(await restated(library)), ...next])]]));
    const whole = await onlyWorld(await libraryOf([['a.log', bytesOf([...shared, ...lost, ...played, ...next])]]));
    expect(await sameMoment(whole, watched, quiet)).toEqual([]);
  });
});

describe('what a stranger gets', () => {
  const THEIRS: LiveView = { force: 1, surfaces: null, kinds: null, chat: false, engine: false };

  async function seen(view: LiveView) {
    const game = new Game();
    const lines = game.chained(
      game.header(0),
      {
        kind: 'surfaces',
        tick: 0,
        list: [
          { index: 1, name: 'nauvis' },
          { index: 2, name: 'secret' },
        ],
      },
      { kind: 'forces', tick: 0, list: [1, 2, 3].map((index) => ({ index, name: ['player', 'enemy', 'north'][index - 1]! })) },
      built(10, 1, 0.5),
      built(10, 2, 40.5),
      ...[0, 1].map((x): Packet => ({ kind: 'tiles', tick: 11, surface: 1, at: [x, 0], names: ['grass'], runs: [0, 1024] })),
      ...[0, 1].map((x): Packet => ({ kind: 'resources', tick: 12, surface: 1, at: [x, 0], amounts: { iron: [x * 32, 3, 50] } })),
      { kind: 'tags', tick: 13, surface: 1, force: 3, list: [{ id: 1, at: [0, 0], text: 'hidden tag' }] },
      {
        kind: 'stops',
        tick: 14,
        surface: 1,
        list: [
          { id: 77, at: [0, 0], name: 'hidden stop', force: 3 },
          { id: 78, name: 'ours', force: 1 },
        ],
      },
      {
        kind: 'players',
        tick: 15,
        list: [
          { index: 1, name: 'ours', online: true, force: 1, surface: 1, at: [1, 1] },
          { index: 2, name: 'hidden player', online: true, force: 3, at: [5, 5] },
        ],
      },
      { kind: 'research', tick: 16, force: 3, name: 'hidden technology', state: 'finished' },
      { kind: 'statistics', tick: 17, force: 3, surface: 1, produced: { 'hidden product': 3 } },
      { kind: 'rocket', tick: 18, force: 3 },
      { kind: 'chat', tick: 19, text: 'hidden words' },
    );
    lines.push(...game.here(chart(20, [0, 0], 1), chart(20, [1, 0], 3)));
    const library = await libraryOf([['a.log', bytesOf(lines)]]);
    const keyframe = await restated(library, view, START);
    return { keyframe, world: await onlyWorld(await libraryOf([['live.log', bytesOf(keyframe)]])) };
  }

  it('is what one force has charted, and its own', async () => {
    const { keyframe, world } = await seen(THEIRS);
    const view: View = {
      world: 'w1',
      branch: 'main',
      surface: 1,
      force: null,
      base: 'terrain',
      resources: true,
      buildings: true,
      tick: null,
    };
    const stands = await world.places.entities(view, [-64, -64, 128, 64], 100);
    expect(stands.map(({ id, since, by }) => [id, since, by])).toEqual([[1, 10, 3]]);
    expect((await world.places.standing(view, ['iron'], [0, 0])).map(({ amount }) => amount)).toEqual([50]);
    const state = await world.state('main', null);
    expect(state.players.map(({ name }) => name)).toEqual(['ours']);
    expect(state.forces.map(({ name }) => name)).toEqual(['player', 'enemy']);
    expect(state.stops.map(({ name }) => name)).toEqual(['ours']);
    expect([state.tags, state.researched, state.rockets]).toEqual([[], {}, {}]);
    expect(await world.bounds(view)).toEqual([0, 0, 32, 32]);
    expect(keyframe.length).toBeGreaterThan(0);
    const all = await seen(ALL);
    const words = async (lines: readonly string[]) =>
      JSON.stringify(await Promise.all(lines.map(async (line) => (await import('../world/ledger-read')).readLine(line))));
    expect((await words(all.keyframe)).match(/hidden/g)!.length).toBeGreaterThan(4);
    expect(await words(keyframe)).not.toMatch(/hidden|north/);
    expect((await words(keyframe)).match(/"thin":true/g)).toHaveLength(keyframe.length);
    expect(await words(all.keyframe)).not.toContain('"thin"');
  });

  it('on the surfaces and of the kinds it wants', async () => {
    const { world } = await seen({ ...ALL, surfaces: new Set([2]), kinds: new Set(['players', 'entities']) });
    expect((await world.state('main', null)).surfaces.map(({ name }) => name)).toEqual(['secret']);
    expect((await world.state('main', null)).players.map(({ name, at }) => [name, at])).toEqual([
      ['ours', undefined],
      ['hidden player', undefined],
    ]);
    expect(world.info.packets).toMatchObject({ header: 1, keyframe: 2, players: 1 });
    expect(Object.keys(world.info.packets)).not.toContain('tiles');
  });
});

describe('lines without numbers', () => {
  const joins = [
    START,
    '   0.100 Hosting game at IP ADDR:({0.0.0.0:34197})',
    '2026-03-01 12:00:10 [JOIN] somebody joined the game',
    '2026-03-01 12:00:20 [CHAT] somebody: hello',
  ];

  it.each([ALL, { ...ALL, engine: false }])(
    '[P25] of the engine alone go on in the world of their keyframe, and the file joins it',
    async (view) => {
      const log = joins;
      const library = await libraryOf([['factorio-current.log', bytesOf(log)]]);
      const world = await onlyWorld(library);
      expect(world.info.id).toMatch(/^[fx]/);
      const tail = ['2026-03-01 12:00:30 [JOIN] other joined the game', '2026-03-01 12:00:40 [LEAVE] somebody left the game'];
      const live = bytesOf([...(await restated(library, view, START)), ...tail]);
      const watched = await libraryOf([['live.log', live]]);
      expect((await onlyWorld(watched)).info.id).toBe(world.info.id);
      expect((await onlyWorld(watched)).info.engine.joins).toBe(1);
      expect((await (await onlyWorld(watched)).state('main', null)).header).toBe(null);
      for (const drops of [
        [[['live.log', live]], [['factorio-current.log', bytesOf(log)]]],
        [[['factorio-current.log', bytesOf(log)]], [['live.log', live]]],
      ] as const) {
        const joined = await onlyWorld(await libraryOf(...drops));
        expect(joined.info.id).toBe(world.info.id);
        expect(joined.info.engine).toMatchObject({ joins: 2, leaves: 1 });
      }
    },
  );
});

describe("Kafkatorio's lines", () => {
  it.each([0.2, 0.5, 0.9])('from %f of them on end the same with what follows, in the same world, and the file joins it', async (share) => {
    const told = foundry();
    const cut = Math.ceil(told.length * share);
    const before = await libraryOf([['console.log', bytesOf(told.slice(0, cut))]]);
    const keyframe = await restated(before, ALL, START);
    expect(await sameMoment(await onlyWorld(before), await onlyWorld(await libraryOf([['live.log', bytesOf(keyframe)]])))).toEqual([]);
    const live = bytesOf([...keyframe, ...told.slice(cut)]);
    const whole = await onlyWorld(await libraryOf([['console.log', bytesOf(told)]]));
    const watched = await onlyWorld(await libraryOf([['live.log', live]]));
    expect(await sameMoment(whole, watched)).toEqual([]);
    expect(watched.info.id).toBe((await onlyWorld(before)).info.id);
    const joined = await onlyWorld(await libraryOf([['live.log', live]], [['console.log', bytesOf(told)]]));
    expect(await sameMoment(whole, joined)).toEqual([]);
  });
});

describe('the clock of a live log', () => {
  it('[P13] goes on from the launch that its keyframe names', async () => {
    const game = new Game();
    const lines = [START, ...game.chained(game.header(60)).map((line) => `   5.000 Script: ${line}`)];
    const next = game.chained(built(660, 1, 0.5)).map((line) => `  15.000 Script: ${line}`);
    const library = await libraryOf([['a.log', bytesOf(lines)]]);
    const keyframe = await restated(library, ALL, START);
    const whole = await onlyWorld(await libraryOf([['a.log', bytesOf([...lines, ...next])]]));
    const watched = await onlyWorld(await libraryOf([['live.log', bytesOf([...keyframe, ...next])]]));
    expect(watched.info.clocks![1]).toBe(Date.UTC(2026, 2, 1, 12, 0, 15));
    expect(watched.info.clocks![1]).toBe(whole.info.clocks![1]);
  });
});
