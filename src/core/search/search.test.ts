import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithPlaces } from './fold';
import { type Named, searchOf } from './testing/names';

const ROWS: Named[] = [
  ['item/iron-plate', { en: 'Iron plate', de: 'Eisenplatte', ja: '鉄板', ru: 'Железная плита' }, { mod: 'base', group: 'intermediate' }],
  ['recipe/iron-plate', { en: 'Iron plate', de: 'Eisenplatte', ja: '鉄板' }, { mod: 'base', group: 'intermediate' }],
  ['item/iron-ore', { en: 'Iron ore', de: 'Eisenerz', ja: '鉄鉱石' }, { mod: 'base', group: 'raw' }],
  ['item/copper-plate', { en: 'Copper plate', de: 'Kupferplatte', ja: '銅板' }, { mod: 'base', group: 'intermediate' }],
  ['item/iron-gear-wheel', { en: 'Iron gear wheel', de: 'Eisenzahnrad', ja: '鉄の歯車' }, { mod: 'base', group: 'intermediate' }],
  ['fluid/iron-slurry', { en: 'Iron slurry', de: 'Eisenbrühe' }, { mod: 'slurry', group: 'fluids' }],
  ['item/old-iron', { en: 'Iron plate (old)', de: 'Alte Eisenplatte' }, { hidden: true, mod: 'slurry' }],
  ['item/transport-belt', { en: 'Transport belt', de: 'Fließband', ja: '搬送ベルト', sv: 'Transportband', th: 'สายพานลำเลียง' }],
  ['technology/railway', { en: 'Railway', de: 'Eisenbahn', ja: '鉄道' }],
  ['item/express-belt', { en: 'Express belt', de: 'Express-Fließband', ja: '超高速搬送ベルト' }],
  ['space-connection/a-b', { en: 'Route to [planet=gleba]Gleba' }],
];
const { find, ids } = searchOf(ROWS);

describe('what is found', () => {
  it('exact before prefix before word start before inside; items before fluids before recipes; hidden last', () => {
    expect(ids(find('iron plate'))).toEqual(['item/iron-plate', 'recipe/iron-plate', 'item/old-iron']);
    expect(ids(find('iron'))).toEqual([
      'item/iron-ore',
      'item/iron-plate',
      'item/iron-gear-wheel',
      'fluid/iron-slurry',
      'recipe/iron-plate',
      'item/old-iron',
    ]);
    expect(ids(find('plate'))).toEqual(['item/iron-plate', 'item/copper-plate', 'recipe/iron-plate', 'item/old-iron']);
  });

  it('every word must occur, in any order', () => {
    expect(ids(find('gear iron'))).toEqual(['item/iron-gear-wheel']);
    expect(ids(find('gear copper'))).toEqual([]);
  });

  it('in German, with and without its letters', () => {
    const german = { languages: ['de'] };
    expect(ids(find('eisen', german))[0]).toBe('item/iron-ore');
    expect(ids(find('fliessband', german))).toEqual(['item/transport-belt', 'item/express-belt']);
    expect(ids(find('FLIEẞBAND', german))[0]).toBe('item/transport-belt');
    expect(ids(find('eisenbruhe', german))).toEqual(['fluid/iron-slurry']);
    expect(ids(find('platte', german)).slice(0, 2)).toEqual(['item/iron-plate', 'item/copper-plate']);
  });

  it('inside names of scripts without spaces', () => {
    const japanese = { languages: ['ja'] };
    expect(ids(find('鉄', japanese)).slice(0, 3)).toEqual(['item/iron-plate', 'item/iron-ore', 'item/iron-gear-wheel']);
    expect(ids(find('板', japanese))).toEqual(['item/iron-plate', 'item/copper-plate', 'recipe/iron-plate']);
    expect(ids(find('べると', japanese))).toEqual(['item/transport-belt', 'item/express-belt']);
    expect(ids(find('ﾍﾞﾙﾄ', japanese))).toEqual(['item/transport-belt', 'item/express-belt']);
    expect(ids(find('พาน', { languages: ['th'] }))).toEqual(['item/transport-belt']);
  });

  it('by internal name, with hyphens, underscores or as it is copied', () => {
    for (const text of ['transport-belt', 'transport_belt', '[item=transport-belt]', 'TRANSPORT-BELT']) {
      const { hits } = find(text, { languages: ['ja'] });
      expect(ROWS[hits[0]!.entry]![0], text).toBe('item/transport-belt');
    }
    expect(find('old-iron').hits[0]!.match).toEqual({
      text: 'old-iron',
      language: '',
      ranges: [
        [0, 3],
        [4, 8],
      ],
    });
  });

  it('with one error a word', () => {
    for (const text of ['irno plate', 'iron plte', 'ironn plate', 'iron platr', 'xron plate', 'rion plate']) {
      expect(ids(find(text)), text).toContain('item/iron-plate');
    }
    expect(ids(find('eisenpaltte', { languages: ['de'] }))[0]).toBe('item/iron-plate');
    expect(ids(find('搬走ベルト', { languages: ['ja'] }))[0]).toBe('item/transport-belt');
    expect(ids(find('ore'))).toEqual(['item/iron-ore']);
    expect(ids(find('oro'))).toEqual([]);
  });

  it('with a letter missing in a word of three, where nothing else is found', () => {
    expect(ids(find('irn plat'))).toEqual(['item/iron-plate', 'recipe/iron-plate', 'item/old-iron']);
    expect(find('irn plat').hits[0]!.match.ranges).toEqual([
      [0, 4],
      [5, 9],
    ]);
    expect(ids(find('ger whel'))).toEqual(['item/iron-gear-wheel']);
    expect(ids(find('irn'))[0]).toBe('item/iron-ore');
    // Not the first letter, not a wrong one, not within a word, and no word of two.
    for (const text of ['xrn plat', 'iri plat', 'lte', 'in plate', 'oro']) expect(ids(find(text)), text).toEqual([]);
    // Other languages are not asked: in fifty of them anything looks like three letters.
    expect(ids(find('жел', { all: true }))).toEqual(['item/iron-plate']);
    expect(ids(find('жле', { all: true }))).toEqual([]);
    expect(ids(find('жле', { languages: ['ru'] }))).toEqual(['item/iron-plate']);
  });

  it('in other languages only when all are asked', () => {
    expect(ids(find('железная'))).toEqual([]);
    const { hits } = find('железная', { all: true });
    expect(hits[0]!.match).toEqual({ text: 'Железная плита', language: 'ru', ranges: [[0, 8]] });
    expect(ids(find('transportband', { languages: ['de'], all: true }))).toEqual(['item/transport-belt']);
  });

  it('the own language before English before others', () => {
    const rows: Named[] = [
      ['item/a', { fr: 'Four' }],
      ['item/b', { en: 'Four' }],
      ['item/c', { de: 'Four' }],
    ];
    const made = searchOf(rows);
    expect(made.ids(made.find('four', { languages: ['de'], all: true }))).toEqual(['item/c', 'item/b', 'item/a']);
  });

  it('without rich-text tags', () => {
    expect(find('route gleba').hits[0]!.match).toEqual({
      text: 'Route to Gleba',
      language: 'en',
      ranges: [
        [0, 5],
        [9, 14],
      ],
    });
  });

  it('filtered, and counted without the filter of the same sort', () => {
    const found = find('iron', { kinds: ['item'], groups: ['raw', 'intermediate'] });
    expect(ids(found)).toEqual(['item/iron-ore', 'item/iron-plate', 'item/iron-gear-wheel']);
    expect(found.total).toBe(3);
    expect(found.kinds).toEqual(
      new Map([
        ['item', 3],
        ['recipe', 1],
      ]),
    );
    expect(found.groups).toEqual(
      new Map([
        ['intermediate', 2],
        ['raw', 1],
      ]),
    );
    expect(found.mods).toEqual(new Map([['base', 3]]));
    expect(find('iron', { limit: 2 })).toMatchObject({ total: 6, hits: { length: 2 } });
  });

  it('nothing for nothing', () => {
    for (const text of ['', '   ', '---', '__ -']) expect(find(text)).toMatchObject({ total: 0, hits: [] });
    expect(searchOf([]).find('iron').total).toBe(0);
  });
});

const letters = fc.constantFrom(...'abcdeß äöüÄİıЁёйщ鉄板ガがｶﾞ각ไทยé-_.*+?^$()[]{}|\\"\u0301\u200b🚂');
const anyText = fc.oneof(fc.string(), fc.string({ unit: letters, maxLength: 30 }), fc.string({ unit: 'grapheme' }));

describe('whatever is asked', () => {
  it('does not fail, and marks lie in the text, in order, apart', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 12 }), anyText, fc.boolean(), (names, text, all) => {
        const made = searchOf(names.map((name, i): Named => [`item/${i}`, { en: name, de: name }]));
        for (const { match } of made.find(text, { all }).hits) {
          let last = -1;
          for (const [from, to] of match.ranges) {
            expect(from).toBeGreaterThan(last);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(match.text.length);
            last = to;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is bounded', () => {
    expect(find('iron '.repeat(2000)).total).toBe(6);
    expect(find('x'.repeat(10_000)).total).toBe(0);
    expect(find('(a+)+$'.repeat(1000)).total).toBe(0);
  });

  it('folds piece by piece as it folds whole', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: folded, from, to } = foldWithPlaces(text);
        // Marks that begin a text, or that follow what is no letter, may join elsewhere; real names have none.
        fc.pre(!/(^|[^\p{L}])\p{M}/u.test(text.normalize('NFKC')));
        expect(folded).toBe(fold(text));
        expect(from.length).toBe(folded.length);
        expect(to.every((end, i) => end > from[i]! && end <= text.length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(foldWithPlaces('Straße').to).toEqual([1, 2, 3, 4, 5, 5, 6]);
  });
});

const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüßéжщёю鉄板の'), minLength: 1, maxLength: 12 });
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

describe('every name', () => {
  it('finds itself before all that are not called so', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 30, selector: fold }), (names) => {
        const made = searchOf(names.map((each, i): Named => [`item/${i}`, { en: each }]));
        names.forEach((each, i) => {
          expect(made.ids(made.find(each))[0], each).toBe(`item/${i}`);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is found with an error in one word of four letters and more', () => {
    const error = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...'abcxyz'));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 7 }), error, (names, [where, what, letter]) => {
        const made = searchOf(names.map((each, i): Named => [`item/${i}`, { en: each }]));
        names.forEach((each, i) => {
          const words = fold(each).split(' ');
          const place = words.findIndex((one) => one.length >= 6);
          if (place < 0) return;
          words[place] = wrong(words[place]!, where, what, letter);
          expect(made.ids(made.find(words.join(' '))), `${each} as ${words.join(' ')}`).toContain(`item/${i}`);
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** A word with one error: a letter replaced, left out, put in, or swapped with the next. */
function wrong(text: string, where: number, what: number, letter: string): string {
  const at = where % (text.length - 1);
  if (what === 0) return text.slice(0, at) + letter + text.slice(at + 1);
  if (what === 1) return text.slice(0, at) + text.slice(at + 1);
  if (what === 2) return text.slice(0, at) + letter + text.slice(at);
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}
