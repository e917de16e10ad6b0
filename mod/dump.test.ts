import { describe, expect, it } from 'vitest';
import { TEXT_END } from '../src/core/packet/text-line';
import { compileMod } from './host/compile';
import { SimulatedGame } from './sim/simulated-game';
import { importedPacks } from './testing/packs';

const mod = compileMod();

describe('the dump of the data stage', () => {
  it('is off unless asked for', () => {
    const game = new SimulatedGame({ mod });
    expect([...game.filesOf().keys()]).toEqual([]);
  });

  it("[9] is read by the site as the game's own is, and gives its item browser", async () => {
    const game = new SimulatedGame({ mod, settings: { 'factoscope-dump': true } });
    const text = game.filesOf().get('factoscope/data-raw-dump.json')!;
    const dump = JSON.parse(text) as Record<string, Record<string, { name: string; type: string }>>;
    const end = dump['factoscope-dump'] as unknown as { end: { count: number } };
    const names = Object.entries(dump).flatMap(([type, list]) => (type === 'factoscope-dump' ? [] : Object.keys(list)));
    expect(end.end.count).toBe(names.length);
    expect(names).toContain('iron-gear-wheel');
    const { packs, problems } = await importedPacks('data-raw-dump.json', text);
    // A dump has no pictures; that is said, and nothing else.
    expect(problems.map(({ code }) => code)).toEqual(['icon-missing']);
    expect(packs.length).toBe(1);
  });
});

describe('the names of prototypes, by command', () => {
  it('stand in lines of their own form, counted, each told once [P11]', () => {
    const game = new SimulatedGame({ mod });
    const ann = game.join('Ann', true);
    game.tick(60);
    game.command(ann, 'factoscope', 'dump');
    game.tick(60);
    const lines = game
      .logOf()
      .split('Factoscope-text:')
      .slice(1)
      .map((line) => /^1:\d+:\d+:\d+:prototype:([^=]+)=(.*)$/.exec(line.split(TEXT_END)[0]!)!.slice(1, 3));
    expect(lines).toContainEqual(['tile/stone-path', 'Stone path']);
    expect(lines).toContainEqual(['item-group/logistics', 'Logistics']);
    expect(lines.at(-1)).toEqual(['end', `${lines.length - 1}`]);
    expect(new Set(lines.map(([key]) => key)).size).toBe(lines.length);
  });

  it('is for admins alone', () => {
    const game = new SimulatedGame({ mod });
    const bob = game.join('Bob');
    game.command(bob, 'factoscope', 'dump');
    game.tick(60);
    expect(game.logOf()).not.toContain('Factoscope-text');
  });
});
