import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter, MAX_DEPTH, MAX_VALUE } from './json-splitter';

const encode = (text: string) => new TextEncoder().encode(text);

interface Split {
  values: [type: string, name: string, value: unknown][];
  faults: [fault: string, line: number, name: string][];
  splitter: JsonSplitter;
}

function split(bytes: Uint8Array, piece = bytes.length): Split {
  const values: Split['values'] = [];
  const faults: Split['faults'] = [];
  const splitter = new JsonSplitter({
    value: (type, name, json) => {
      const text = new TextDecoder().decode(json);
      try {
        values.push([type, name, JSON.parse(text)]);
      } catch {
        faults.push(['not-json', 0, name]);
      }
    },
    fault: (fault, line, _type, name) => faults.push([fault, line, name]),
  });
  for (let at = 0; at < bytes.length; at += piece) splitter.push(bytes.subarray(at, at + piece));
  return { values, faults, splitter };
}

const flat = (raw: object) =>
  Object.entries(raw).flatMap(([type, of]) => Object.entries(of as object).map(([name, value]) => [type, name, value]));

/** As the game prints: an opening bracket on a line of its own. */
const pretty = (raw: object) => JSON.stringify(raw, null, 2).replaceAll(': {', ': \n  {');

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('}', '"', '\\', '{"a":'),
);
const inner = fc.letrec((tie) => ({
  value: fc.oneof(leaf, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 })),
})).value;
const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', 'a"b', 'ünï', '\u202eabc', 'x'.repeat(200)),
);
const data = fc.dictionary(names, fc.dictionary(names, fc.dictionary(names, inner, { maxKeys: 3 }), { maxKeys: 4 }), { maxKeys: 4 });

describe('a dump', () => {
  it('is cut into what it holds, pretty or compact, in windows of any size', () => {
    fc.assert(
      fc.property(data, fc.boolean(), fc.integer({ min: 1, max: 50 }), (raw, compact, piece) => {
        const { values, faults, splitter } = split(encode(compact ? JSON.stringify(raw) : pretty(raw)), piece);
        expect(values).toEqual(flat(raw));
        expect(faults).toEqual([]);
        expect(splitter.whole).toBe(true);
      }),
    );
  });

  it('may have empty tables as lists', () => {
    expect(split(encode('{"font":[],"a":{},"item":{"x":{"type":"item"}}}'))).toMatchObject({
      values: [['item', 'x', { type: 'item' }]],
      faults: [],
    });
  });

  it('that is cut keeps the whole prototypes before the cut', () => {
    const raw = { item: { a: { n: 1 }, b: { s: 'text}' } }, fluid: { c: { l: [1, 2] } } };
    const bytes = encode(pretty(raw));
    for (let length = 0; length < bytes.length; length++) {
      const { values, splitter } = split(bytes.subarray(0, length), 7);
      expect(values).toEqual(flat(raw).slice(0, values.length));
      expect(splitter.whole).toBe(false);
    }
  });
});

describe('what is broken', () => {
  const lines = (...text: string[]) => encode(text.join('\n'));
  const around = (...middle: string[]) =>
    split(
      lines(
        '{',
        '  "item": {',
        '    "a": {',
        '      "n": 1',
        '    },',
        ...middle,
        '    "z": {',
        '      "n": 2',
        '    }',
        '  },',
        '  "fluid": {',
        '    "w": {',
        '      "n": 3',
        '    }',
        '  }',
        '}',
      ),
      3,
    );
  const kept = ({ values }: Split) => values.map(([type, name]) => `${type}/${name}`);

  it('inside one prototype leaves that out, and nothing else', () => {
    const broken: string[][] = [
      // A bracket is missing, one is too many, a quote is missing, a value is, there is something else.
      ['    "b": {', '      "deep": {', '        "n": 1', '    },'],
      ['    "b": {', '      "n": 1', '    }', '    },'],
      ['    "b": {', '      "n: 1', '    },'],
      ['    "b": {', '      "s": "never closed,', '      "n": 1', '    },'],
      ['    "b": {', '      "n": ', '    },'],
      ['    "b": {', '      \u0000\u0001 garbage', '    },'],
    ];
    for (const middle of broken) {
      const found = around(...middle);
      expect(kept(found).filter((name) => name !== 'item/b')).toEqual(['item/a', 'item/z', 'fluid/w']);
    }
  });

  it('is told with its line', () => {
    expect(around('    "b": {', '      "deep": {', '        "n": 1', '    },').faults).toEqual([['garbage', 6, 'b']]);
    expect(around('    "b": 5,').faults).toEqual([['no-object', 6, 'b']]);
  });

  it('behind the end is passed over, another dump too', () => {
    const one = '{"item":{"a":{"n":1}}}';
    expect(split(encode(`${one}\n\n${one}`))).toMatchObject({ values: [['item', 'a', { n: 1 }]], faults: [['trailing', 3, '']] });
    expect(split(encode(`${one}\0\0`)).faults).toEqual([]);
  });
});

describe('what is hostile', () => {
  it('brackets without end are left', () => {
    const bomb = `{"item":{"a":${'{"x":'.repeat(100_000)}1${'}'.repeat(100_000)},"b":{"n":1}}}`;
    expect(split(encode(bomb), 1000)).toMatchObject({ values: [['item', 'b', { n: 1 }]], faults: [['too-deep', 1, 'a']] });
    const most = MAX_DEPTH - 1;
    expect(split(encode(`{"item":{"a":{"x":${'['.repeat(most)}${']'.repeat(most)}}}}`)).values).toHaveLength(1);
  });

  it('a name of 10 MB, and a prototype of 10 MB, are left out', () => {
    const long = 'x'.repeat(10_000_000);
    expect(split(encode(`{"item":{"${long}":{"n":1},"b":{"n":2}}}`), 65_536)).toMatchObject({
      values: [['item', 'b', { n: 2 }]],
      faults: [['bad-name', 1, '']],
    });
    expect(long.length).toBeGreaterThan(MAX_VALUE);
    expect(split(encode(`{"item":{"a":{"s":"${long}"},"b":{"n":2}}}`), 65_536)).toMatchObject({
      values: [['item', 'b', { n: 2 }]],
      faults: [['too-long', 1, 'a']],
    });
  });

  it('any bytes are read to their end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', ' ', 'a', '1', '\u0000', 'ü'), { maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (text, piece) => {
          const bytes = encode(text.join(''));
          expect(split(bytes, piece).values).toEqual(split(bytes).values);
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(split(bytes, 1).values).toEqual(split(bytes).values);
      }),
    );
  });
});
