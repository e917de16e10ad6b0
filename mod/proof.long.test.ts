import { beforeAll, describe, expect, it } from 'vitest';
import { compileMod } from './host/compile';
import { compare } from './sim/testing/compare';
import { type Move, numbers } from './sim/testing/history';
import { type ProofOptions, prove, QUICK_AGES } from './sim/testing/proof';
import { importLogs } from './sim/testing/read-back';

let mod: Map<string, string>;
let mod20: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
  mod20 = compileMod('typed-factorio-2.0/runtime');
}, 120_000);

const movesOf = (seed: number, count: number): Move[] => {
  const next = numbers(seed);
  return Array.from({ length: count }, (): Move => [next(), next(), next(), next()]);
};

describe('a history of everything', { timeout: 600_000 }, () => {
  const kinds: [name: string, seed: number, options: () => Omit<ProofOptions, 'mod'> & { mod: ReadonlyMap<string, string> }][] = [
    ['alone, saved and loaded', 31, () => ({ mod })],
    ['on a server whose peers come and go and see other pixels', 21, () => ({ mod, peers: 2, noise: true })],
    ['in 2.0', 32, () => ({ mod: mod20, version: '2.0.76' })],
    ['before charts could be read', 33, () => ({ mod: mod20, version: '2.0.55', charts: false })],
  ];
  it.each(kinds)('[2] [3] [5] is read back as it was, at every checked tick and from each last log alone: %s', async (_, seed, options) => {
    const { differences, compared } = await prove(movesOf(seed, 70), options());
    expect(differences).toEqual([]);
    expect(compared.ticks).toBeGreaterThan(5);
    expect(compared.chunks).toBeGreaterThan(50);
    expect(compared.story).toBeGreaterThan(50);
  });

  it('is told from another: the comparison finds each kind of difference', async () => {
    const { game } = await prove(movesOf(31, 40), { mod, launches: false });
    const truth = game.watchedTruth();
    const back = await (await importLogs(game.logsOf(0))).at(truth.tick);
    expect(compare(game, truth, back, QUICK_AGES).differences).toEqual([]);
    const place = Object.keys(back.entities).find((key) => back.entities[key]!.length > 0)!;
    const chart = Object.keys(back.charts)[0]!;
    const spoiled: [string, typeof back][] = [
      ['entities', { ...back, entities: { ...back.entities, [place]: [] } }],
      ['tiles', { ...back, tiles: { ...back.tiles, [place]: back.tiles[place]!.with(5, 'lava') } }],
      ['ore', { ...back, resources: { ...back.resources, [place]: { 'coal/1/1': 5 } } }],
      ['chart', { ...back, charts: { ...back.charts, [chart]: back.charts[chart]!.replace(/^../, 'zz') } }],
      ['surfaces', { ...back, surfaces: [] }],
      ['players', { ...back, players: back.players.slice(1) }],
      ['place', { ...back, players: back.players.map((player) => ({ ...player, at: [1e6, 0] })) }],
      ['story', { ...back, story: back.story.slice(1) }],
      ['story', { ...back, story: [...back.story, { tick: truth.tick, text: 'chat 1 never said' }] }],
      ['tags', { ...back, tags: [...back.tags, { id: 999, surface: 1, force: 1 }] }],
    ];
    for (const [what, world] of spoiled) expect(compare(game, truth, world, QUICK_AGES).differences.join('\n')).toContain(what);
  });
});
