import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { DumpedTexts } from '../../pack/types';
import { kindOf } from '../kinds';
import type { Kind, RawData, RawTable } from '../types';
import { parseCfg } from './cfg';
import { languageFor, languageName } from './language';
import { createNames, type TextsGiven } from './names';
import { neededKeys } from './needed';
import { sectionsOf } from './sections';

const rawOf = (data: Record<string, Record<string, RawTable>>): RawData =>
  new Map(Object.entries(data).map(([type, prototypes]) => [type, new Map(Object.entries(prototypes))]));
const tables = (...cfgs: string[]): TextsGiven => ({
  tables: cfgs.map((text, i) => ({ mod: `mod-${i}`, table: parseCfg(text) })),
  dumped: [],
});

const RAW = rawOf({
  item: {
    drill: { place_result: 'big-drill' },
    battery: { place_as_equipment_result: 'battery-equipment' },
    slab: { place_as_tile: { result: 'slab-tile' } },
    tin: { localised_name: ['item-name.metal', ['metal.tin']], localised_description: ['', ['item-description.metal'], ' ', ['nowhere']] },
    plain: { localised_name: 'Plain name' },
    a: { localised_name: ['item-name.self'] },
    unknown: {},
    constructor: {},
  },
  'mining-drill': { 'big-drill': {} },
  'battery-equipment': { 'battery-equipment': {} },
  tile: { 'slab-tile': {} },
  fluid: { acid: {} },
  recipe: {
    'tin-by-main': {
      main_product: 'tin',
      results: [
        { type: 'item', name: 'drill', amount: 1 },
        { type: 'item', name: 'tin', amount: 1 },
      ],
    },
    'acid-alone': { results: [{ type: 'fluid', name: 'acid', amount: 1 }] },
    'old-result': { normal: { result: 'drill', ingredients: [] } },
    'short-result': { results: [['drill', 2]] },
    'no-main': { main_product: '', results: [{ type: 'item', name: 'tin', amount: 1 }] },
    two: {
      results: [
        { type: 'item', name: 'tin' },
        { type: 'item', name: 'drill' },
      ],
    },
  },
  technology: { 'mining-2': {}, 'mining-3': { max_level: 'infinite' }, steel: {} },
});
const ENGLISH = `
[item-name]
metal=__1__ metal
self=me and __ITEM__a__
[metal]
tin=Tin
[item-description]
metal=A metal
[entity-name]
big-drill=Big drill
[entity-description]
big-drill=It digs.
[equipment-name]
battery-equipment=Battery
[tile-name]
slab-tile=Slab
[fluid-name]
acid=Acid
[technology-name]
mining=Mining
steel=Steel
[technology-description]
mining=Digs faster.
[mod-name]
tinmod=Tin for all
[unused]
x=y
`;
const GERMAN = '[item-name]\nmetal=__1__metall\n[entity-name]\nbig-drill=Großer Bohrer\n';

describe('names', () => {
  const names = createNames(
    RAW,
    new Map([
      ['en', tables(ENGLISH)],
      ['de', tables('[entity-name]\nbig-drill=x', GERMAN)],
    ]),
  );
  const english = names.in(['en']);
  const german = names.in(['de-AT']);
  const label = (kind: Kind | 'mod', name: string) => english.label({ kind, name });

  it('follow the rules of the game', () => {
    expect(label('item', 'drill')).toBe('Big drill');
    expect(label('item', 'battery')).toBe('Battery');
    expect(label('item', 'slab')).toBe('Slab');
    expect(label('item', 'tin')).toBe('Tin metal');
    expect(label('item', 'plain')).toBe('Plain name');
    expect(label('recipe', 'tin-by-main')).toBe('Tin metal');
    expect(label('recipe', 'acid-alone')).toBe('Acid');
    expect(label('recipe', 'old-result')).toBe('Big drill');
    expect(label('recipe', 'short-result')).toBe('Big drill');
    expect(label('recipe', 'no-main')).toBe('no-main');
    expect(label('recipe', 'two')).toBe('two');
    expect(label('technology', 'mining-2')).toBe('Mining 2');
    expect(label('technology', 'mining-3')).toBe('Mining');
    expect(label('technology', 'steel')).toBe('Steel');
    expect(label('mod', 'tinmod')).toBe('Tin for all');
    expect(label('item', 'constructor')).toBe('constructor');
    expect(label('item', '__proto__')).toBe('__proto__');
    expect(label('item', 'a').startsWith('me and me and')).toBe(true);
    expect(english.description({ kind: 'item', name: 'tin' })).toBe('A metal nowhere');
    expect(english.description({ kind: 'item', name: 'drill' })).toBe('It digs.');
    expect(english.description({ kind: 'technology', name: 'mining-3' })).toBe('Digs faster.');
    expect(english.description({ kind: 'item', name: 'unknown' })).toBe('');
  });

  it('are those of the language, then English, then internal', () => {
    expect(german.label({ kind: 'item', name: 'drill' })).toBe('Großer Bohrer');
    expect(german.label({ kind: 'item', name: 'tin' })).toBe('Tinmetall');
    expect(german.label({ kind: 'fluid', name: 'acid' })).toBe('Acid');
    expect(german.label({ kind: 'item', name: 'unknown' })).toBe('unknown');
    expect(names.own('de', { kind: 'fluid', name: 'acid' })).toBeNull();
    expect(names.own('de', { kind: 'item', name: 'plain' })).toBeNull();
    expect(names.own('en', { kind: 'item', name: 'plain' })).toBe('Plain name');
    expect(names.all({ kind: 'item', name: 'drill' })).toEqual([
      { language: 'de', label: 'Großer Bohrer' },
      { language: 'en', label: 'Big drill' },
    ]);
    expect(german.names({ kind: 'item', name: 'drill' })).toEqual([{ language: 'en', label: 'Big drill' }]);
    expect(names.languages()).toEqual(['de', 'en']);
  });

  it('that the game itself resolved count before ours, and last resorts are the nameless dump', () => {
    const dumped = (language: string | null, name: string): DumpedTexts => ({
      language,
      kind: 'item',
      names: new Map([['tin', name]]),
      descriptions: new Map(),
    });
    const both = createNames(
      RAW,
      new Map([
        ['en', { ...tables(ENGLISH), dumped: [dumped('en', 'Tin!')] }],
        ['dump', { tables: [], dumped: [dumped(null, 'Zinn')] }],
      ]),
    );
    expect(both.in([]).label({ kind: 'item', name: 'tin' })).toBe('Tin!');
    const alone = createNames(RAW, new Map([['dump', { tables: [], dumped: [dumped(null, 'Zinn')] }]]));
    expect(alone.in(['de']).label({ kind: 'item', name: 'tin' })).toBe('Zinn');
    expect(alone.in(['de']).label({ kind: 'recipe', name: 'tin-by-main' })).toBe('Zinn');
    expect(alone.own('en', { kind: 'item', name: 'plain' })).toBe('Plain name');
  });

  it('need these keys and no others', () => {
    const needed = neededKeys(RAW);
    const kept = [...parseCfg(ENGLISH).keys()].filter(needed);
    expect([...parseCfg(ENGLISH).keys()].filter((key) => !needed(key))).toEqual(['unused.x']);
    expect(needed('entity-name.elsewhere')).toBe(false);
    const cut = createNames(
      RAW,
      new Map([
        ['en', { tables: [{ mod: '', table: new Map([...parseCfg(ENGLISH)].filter(([key]) => kept.includes(key))) }], dumped: [] }],
      ]),
    );
    for (const [type, prototypes] of RAW) {
      for (const name of prototypes.keys()) {
        const ref = { kind: kindOf(type)!, name };
        expect(cut.in(['en']).label(ref)).toBe(english.label(ref));
        expect(cut.in(['en']).description(ref)).toBe(english.description(ref));
      }
    }
  });
});

describe('languages', () => {
  it.each([
    ['de', 'Deutsch'],
    ['ja', '日本語'],
    ['pt-BR', 'Português (Brasil)'],
    ['sv-SE', 'Svenska'],
    ['zh-TW', '繁體中文'],
    ['dump', 'dump'],
    ['no such code', 'no such code'],
    ['', ''],
  ])('%s is called %s', (code, name) => {
    expect(languageName(code)).toBe(name);
  });

  it.each([
    ['de-AT', 'de'],
    ['pt', 'pt-BR'],
    ['nb-NO', 'no'],
    ['zh-Hant-HK', 'zh-TW'],
    ['zh', 'zh-CN'],
    ['PT_pt', 'pt-PT'],
    ['es', 'es-ES'],
    ['xx', null],
  ])('%s is served by %s', (asked, code) => {
    expect(languageFor(asked, ['de', 'es-ES', 'no', 'pt-BR', 'pt-PT', 'zh-CN', 'zh-TW'])).toBe(code);
  });
});

const DUMP = '/work/shared/data/dumps/data-raw-dump_space-age_2.0.15.zip';
const LOCALE = '/work/shared/data/locale/space-age-2.0/';

describe.skipIf(!existsSync(DUMP) || !existsSync(LOCALE))('Space Age 2.0.15 (needs /work/shared)', () => {
  const read = () => {
    const raw = rawOf(JSON.parse(strFromU8(Object.values(unzipSync(readFileSync(DUMP)))[0]!)));
    const truth = readdirSync(LOCALE).map((file): DumpedTexts => {
      const { names = {}, descriptions = {} } = JSON.parse(readFileSync(LOCALE + file, 'utf8'));
      const kind = file.replace('-locale.json', '') as Kind;
      return { language: 'en', kind, names: new Map(Object.entries(names)), descriptions: new Map(Object.entries(descriptions)) };
    });
    const of = (kind: Kind) => truth.find((texts) => texts.kind === kind)!.names;
    const own = (kind: Kind) => [...raw].flatMap(([type, prototypes]) => (kindOf(type) === kind ? [...prototypes] : []));
    return { raw, truth, of, own };
  };

  it('every item, recipe, fluid and technology has its dumped name', () => {
    const { raw, truth, of, own } = read();
    const labels = createNames(raw, new Map([['en', { tables: [], dumped: truth }]])).in(['de']);
    for (const kind of ['item', 'recipe', 'fluid', 'technology'] as const) {
      expect(own(kind).length).toBeGreaterThan(30);
      for (const [name] of own(kind)) expect(labels.label({ kind, name }), `${kind} ${name}`).toBe(of(kind).get(name));
    }
  });

  it('our rules give the names that the game gave', () => {
    const { raw, of, own } = read();
    // Items that have names of their own beside those of what they place.
    const named = new Set(['jellynut-seed', 'tree-seed', 'yumako-seed']);
    // Keys as the game's own files have them: what is not lent, put together or counted in levels.
    const table = new Map<string, string>([
      ['recipe-name.recycling', '__1__ (recycling)'],
      ['recipe-name.fill-barrel', 'Fill __1__ barrel'],
      ['recipe-name.empty-filled-barrel', 'Empty __1__ barrel'],
      ['item-name.filled-barrel', '__1__ barrel'],
      ['parameter-x', 'Parameter __1__'],
    ]);
    for (const kind of ['entity', 'fluid', 'equipment', 'tile', 'item'] as const) {
      for (const [name, prototype] of own(kind)) {
        const text = of(kind).get(name);
        const lent =
          kind === 'item' &&
          !named.has(name) &&
          (prototype.place_result !== undefined || prototype.place_as_equipment_result !== undefined);
        // ["item-name.rail"]: a key of its own, without parameters.
        const [key, ...parameters] = Array.isArray(prototype.localised_name) ? prototype.localised_name : [];
        if (text !== undefined && typeof key === 'string' && parameters.length === 0) table.set(key, text);
        if (text !== undefined && !lent && prototype.localised_name === undefined) table.set(`${sectionsOf(kind).name}.${name}`, text);
      }
    }
    for (const [name, text] of of('technology')) table.set(`technology-name.${name.replace(/-\d+$/, '')}`, text.replace(/ \d+$/, ''));
    const labels = createNames(raw, new Map([['en', { tables: [{ mod: 'base', table }], dumped: [] }]])).in(['en']);

    for (const [name] of own('technology')) expect(labels.label({ kind: 'technology', name }), name).toBe(of('technology').get(name));
    const recipes = own('recipe').filter(([name, { localised_name }]) => /-(recycling|barrel)$/.test(name) && localised_name !== undefined);
    expect(recipes.length).toBeGreaterThan(300);
    for (const [name] of recipes) expect(labels.label({ kind: 'recipe', name }), name).toBe(of('recipe').get(name));
    const machines = own('item').filter(([, { place_result }]) => typeof place_result === 'string');
    const wrong = machines.filter(([name]) => labels.label({ kind: 'item', name }) !== of('item').get(name)).map(([name]) => name);
    expect(machines.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});
