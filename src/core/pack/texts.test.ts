import { describe, expect, it } from 'vitest';
import { noEvidence } from './evidence';
import { guessLanguage } from './guess-language';
import { loadOrder } from './load-order';
import type { Row, TextRows } from './text-rows';
import { textsOf } from './texts';
import type { PackTexts } from './types';
import { compareVersions } from './versions';

describe('the load order', () => {
  const order = (mods: Record<string, string[] | null>) => loadOrder(Object.keys(mods), (mod) => mods[mod] ?? null);
  it('is by depth, then by lower-case name', () => {
    expect(order({ Zinc: ['base'], alloy: ['base', 'Zinc >= 1.0.0'], base: [], core: null, Bob: ['base'], aai: ['? alloy'] })).toEqual([
      'core',
      'base',
      'Bob',
      'Zinc',
      'alloy',
      'aai',
    ]);
  });
  it('knows what comes with the game without being told', () => {
    expect(order({ 'space-age': null, quality: null, base: null, core: null, 'elevated-rails': null, mod: null })).toEqual([
      'core',
      'base',
      'elevated-rails',
      'mod',
      'quality',
      'space-age',
    ]);
  });
  it('is not made by conflicts, by `~`, or by mods that are not there', () => {
    expect(order({ base: [], a: ['base', '~ b', '! c', '? absent'], b: ['base'], c: ['+ b'] })).toEqual(['base', 'a', 'b', 'c']);
  });
  it('is what the game said, where it did; who it does not name stays behind whom it came behind', () => {
    const mods = { core: null, base: [], a: ['base'], b: ['base'], c: ['base'], d: ['base', 'c'] };
    const told = (...names: string[]) => loadOrder(Object.keys(mods), (mod) => mods[mod as 'a'] ?? null, names);
    expect(told('base', 'd', 'c', 'b', 'a')).toEqual(['core', 'base', 'd', 'c', 'b', 'a']);
    expect(told('base', 'c', 'a', 'of no pack', 'd')).toEqual(['core', 'base', 'c', 'a', 'b', 'd']);
    expect(told()).toEqual(['core', 'base', 'a', 'b', 'c', 'd']);
  });
  it('ends with circles, the same from any side', () => {
    const circle = { a: ['b'], b: ['c'], c: ['a', 'a'], __proto__x: ['__proto__x'] };
    const reversed = Object.fromEntries(Object.entries(circle).reverse());
    expect(order(circle)).toEqual(order(reversed));
    const deep = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`m${i}`, [`m${i + 1}`]]));
    expect(order(deep)).toHaveLength(5_000);
  });
});

describe('versions', () => {
  it('are compared by numbers, unknown ones first', () => {
    const sorted = ['1.10.0', '1.9.0', '', '1.9', 'x.1', '2'].sort(compareVersions);
    expect(sorted).toEqual(['', 'x.1', '1.9.0', '1.9', '1.10.0', '2']);
    expect(compareVersions(null, '')).toBe(0);
  });
});

describe('the language of a dump', () => {
  const names = (texts: Record<string, string>): Row[] => Object.entries(texts);
  const german = { cog: 'Zahnrad', ore: 'Erz', plate: 'Platte', wire: 'Draht', oven: 'Ofen', radar: 'Radar' };
  const english = { cog: 'Cog', ore: 'Ore', plate: 'Plate', wire: 'Wire', oven: 'Oven', radar: 'Radar' };
  const tables = (texts: Record<string, string>): PackTexts => ({
    tables: [{ mod: 'base', table: new Map(Object.entries(texts).map(([key, text]) => [`item-name.${key}`, text])) }],
    dumped: [],
  });
  const known = new Map([
    ['de', tables(german)],
    ['sv', tables({ ...german, cog: 'Kugghjul' })],
  ]);
  const guess = (rows: TextRows['dumped'], from = known) => [...guessLanguage(rows, from)].map(([language, of]) => [language, of.length]);

  it('is that of the tables it agrees with most', () => {
    expect(guess([['item', names(german), []]])).toEqual([['de', 1]]);
    expect(guess([['item', names({ ...german, cog: 'Kugghjul' }), []]])).toEqual([['sv', 1]]);
  });
  it('is English when names are the internal ones with spaces', () => {
    expect(guess([['item', names({ ...english, 'iron-gear-wheel': 'Iron gear wheel' }), []]], new Map())).toEqual([['en', 1]]);
    expect(guess([['item', names(german), []]], new Map())).toEqual([['dump', 1]]);
  });
  it('is that of the others for what tells nothing', () => {
    const little: TextRows['dumped'][number] = ['fluid', names({ water: 'Wasser' }), []];
    expect(guess([little, ['item', names(german), []]])).toEqual([['de', 2]]);
    expect(guess([little, ['item', names(german), []], ['tile', names(english), []]])).toEqual([
      ['dump', 1],
      ['de', 1],
      ['en', 1],
    ]);
  });
});

describe('texts of many languages', () => {
  const rows = (text: string): TextRows => ({ tables: [['core', '', 'locale/a.cfg', [['item-name.cog', text]]]], dumped: [] });
  const claims = { gameVersion: null, mods: [], settings: null };
  it('are put together when they are read, where it is known which come to something', () => {
    const asked: string[] = [];
    const counted = (language: string): TextRows => {
      const of = rows(language);
      return {
        get tables() {
          asked.push(language);
          return of.tables;
        },
        dumped: [],
      };
    };
    const packed = new Map([
      ['sv', counted('sv')],
      ['de', counted('de')],
      ['xx', counted('xx')],
    ]);
    const texts = textsOf(packed, noEvidence(), claims, ['de', 'sv']);
    expect([...texts.keys()]).toEqual(['de', 'sv']);
    expect(asked).toEqual([]);
    expect(texts.get('de')!.tables[0]!.table.get('item-name.cog')).toBe('de');
    expect(texts.get('de')!.tables).toBe(texts.get('de')!.tables);
    expect(asked).toEqual(['de']);
  });
  it('are looked at to know which come to something, where nobody told', () => {
    const packed = new Map([
      ['de', rows('Zahnrad')],
      ['xx', { tables: [['off', '', 'a.cfg', [['item-name.cog', 'x']]]], dumped: [] } as TextRows],
    ]);
    expect([...textsOf(packed, noEvidence(), claims).keys()]).toEqual(['de']);
  });
});
