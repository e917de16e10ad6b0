/** `stats` as a person uses it, against numbers taken from the packets themselves. */
import { describe, expect, it } from 'vitest';
import type { Packet } from '../src/core/packet/schema';
import { Game } from '../src/core/world/testing/host';
import { command, Folder } from './testing/command';

const folder = new Folder();
const told = (tick: number, force: number, surface: number, iron: number): Packet => ({
  ...{ kind: 'statistics', tick, force, surface, produced: { 'iron-plate': iron }, kills: { '=biter': 1 } },
});
const game = new Game();
const names: Packet[] = [
  { kind: 'surfaces', tick: 0, list: [{ index: 1, name: 'nauvis' }] },
  { kind: 'surfaces', tick: 0, list: [{ index: 2, name: 'vulcanus' }] },
  {
    kind: 'forces',
    tick: 0,
    list: [
      { index: 1, name: 'player' },
      { index: 2, name: 'north' },
    ],
  },
];
const log = folder.file('world.log', [
  ...game.here(game.header(0)),
  ...game.chained(...names),
  ...game.chained({ kind: 'join', tick: 600, player: 1, name: 'ann' }),
  ...game.chained(told(36_000, 1, 1, 1000), told(36_001, 1, 2, 50), told(36_002, 2, 1, 7)),
  ...game.chained(told(72_000, 1, 1, 4000), told(72_001, 1, 2, 80), told(72_002, 2, 1, 7)),
  ...game.chained({ kind: 'leave', tick: 73_000, player: 1, name: 'ann' }),
]);
const csvRows = (text: string) => text.trimEnd().split('\r\n');

describe('stats', () => {
  it('prints one row a tick and item as CSV, of one force on one surface', async () => {
    const { code, out } = await command('stats', log, '--csv', '--force', 'player', '--surface', 'nauvis');
    expect(code).toBe(0);
    const [head, ...rows] = csvRows(out);
    expect(head).toBe('tick,clock,what,name,total,perMinute');
    expect(rows.filter((row) => row.includes(',produced,'))).toEqual([
      '0,,produced,iron-plate,0,',
      '600,,produced,iron-plate,0,100',
      '36000,,produced,iron-plate,1000,100',
      '72000,,produced,iron-plate,4000,300',
      '73000,,produced,iron-plate,4000,',
    ]);
    expect(rows).toContain('600,,online,,1,');
    expect(rows).toContain('73000,,online,,0,');
    // A spreadsheet would take it for a formula.
    expect(rows).toContain("36000,,killed,'=biter,1,0.1");
  });

  it('sums what is not told apart, as JSON', async () => {
    const { out } = await command('stats', log, '--json', '--span', '0,72002', '--points', '2');
    const iron = JSON.parse(out).filter((row: { name: string }) => row.name === 'iron-plate');
    expect(iron.map(({ tick, total }: { tick: number; total: number }) => [tick, total])).toEqual([
      [0, 0],
      [72_002, 4087],
    ]);
    expect(iron[1].perMinute).toBeCloseTo((4087 / 72_002) * 3600, 4);
  });

  it('says what is wrong before anything is read, and what is not there', async () => {
    const wrong = [
      [],
      ['--csv', '--json'],
      ['--csv', '--span', '9'],
      ['--csv', '--span', '9,3'],
      ['--csv', '--points', '1'],
      ['--csv', '--force', 'x'],
    ];
    for (const args of wrong) {
      const { code, out, said } = await command('stats', log, ...args);
      expect([code, out]).toEqual([2, '']);
      expect(said).toContain('stats FILE…');
    }
    expect((await command('stats', log, '--csv', '--surface', 'gleba')).said).toContain(
      'There is no surface gleba, but "nauvis", "vulcanus".',
    );
  });

  it('has nothing to print of a console log without a tick', async () => {
    const console = folder.file('console.log', ['2024-04-09 06:08:43 [JOIN] ann joined the game', '2024-04-09 06:09:43 [CHAT] ann: hello']);
    const { code, out, said } = await command('stats', console, '--csv');
    expect([code, out]).toEqual([1, '']);
    expect(said).toContain('names no tick');
  });
});
