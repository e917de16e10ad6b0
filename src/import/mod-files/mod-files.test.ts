import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseDependency } from '../../core/pack/dependency';
import { parseModInfo } from './mod-info';
import { parseModList } from './mod-list';
import { parseModSettings } from './mod-settings';
import { type Written, writeSettings } from './testing/settings-writer';

const SHARED = '/work/shared/data';
const absent = !existsSync(SHARED);

const setting = (value: Written): Written => ({ type: 'dictionary', value: [['value', value]] });
const file = (startup: [string, Written][], version: [number, number, number, number] = [2, 0, 60, 0]): Uint8Array =>
  writeSettings(
    version,
    {
      type: 'dictionary',
      value: [
        ['startup', { type: 'dictionary', value: startup.map(([name, value]) => [name, setting(value)]) }],
        ['runtime-global', { type: 'dictionary', value: [['other', setting({ type: 'bool', value: true })]] }],
      ],
    },
    version[0] > 0 || version[1] >= 17,
  );
const settingsOf = (parsed: ReturnType<typeof parseModSettings>) => (parsed.ok ? parsed.value : null);

describe('mod-settings.dat', () => {
  it('has the startup settings, of all types', () => {
    const parsed = parseModSettings(
      file([
        ['a', { type: 'bool', value: false }],
        ['b', { type: 'number', value: -0.5 }],
        ['c', { type: 'string', value: 'é'.repeat(200) }],
        ['d', { type: 'signed', value: -7n }],
        ['e', { type: 'unsigned', value: 7n }],
        [
          'colour',
          {
            type: 'dictionary',
            value: [
              ['r', { type: 'number', value: 1 }],
              ['g', { type: 'number', value: 0.5 }],
              ['b', { type: 'number', value: 0 }],
              ['a', { type: 'number', value: 1 }],
            ],
          },
        ],
        ['empty', { type: 'string', value: '' }],
        ['none', { type: 'none' }],
        ['list', { type: 'list', value: [{ type: 'bool', value: true }] }],
      ]),
    );
    const startup = { a: false, b: -0.5, c: 'é'.repeat(200), d: -7, e: 7, colour: '1, 0.5, 0, 1', empty: '' };
    expect(settingsOf(parsed)).toEqual({ gameVersion: '2.0.60', startup });
  });

  it('has no leading byte before 0.17', () => {
    expect(settingsOf(parseModSettings(file([['a', { type: 'bool', value: true }]], [0, 16, 51, 0])))).toEqual({
      gameVersion: '0.16.51',
      startup: { a: true },
    });
  });

  it('keeps names that mean something in JavaScript', () => {
    const { startup } = settingsOf(
      parseModSettings(
        file([
          ['__proto__', { type: 'number', value: 1 }],
          ['constructor', { type: 'number', value: 2 }],
        ]),
      ),
    )!;
    expect(Object.entries(startup)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it('reads whatever was written', () => {
    const value = fc.oneof(
      fc.boolean().map((each): Written => ({ type: 'bool', value: each })),
      fc.double({ noNaN: true }).map((each): Written => ({ type: 'number', value: each })),
      fc.string({ unit: 'grapheme', maxLength: 400 }).map((each): Written => ({ type: 'string', value: each })),
      fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }).map((each): Written => ({ type: 'signed', value: each })),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 300 }), value), (settings) => {
        const startup = settingsOf(parseModSettings(file(Object.entries(settings))))?.startup;
        const wanted = Object.entries(settings).map(([name, each]) => [
          name,
          each.type === 'signed' ? Number(each.value) : (each as { value: unknown }).value,
        ]);
        expect(Object.entries(startup!)).toEqual(wanted);
      }),
    );
  });

  it('is refused wherever it is cut', () => {
    const whole = file([
      ['name', { type: 'string', value: 'value' }],
      ['x', { type: 'signed', value: 3n }],
    ]);
    for (let length = 0; length < whole.length; length++)
      expect(parseModSettings(whole.slice(0, length)), `${length}`).toMatchObject({ ok: false, problem: { code: 'mod-settings-broken' } });
  });

  it('is refused when lengths lie, when it nests without end, when it is something else', () => {
    const lies = writeSettings([2, 0, 0, 0], { type: 'dictionary', value: [] });
    lies.fill(0xff, lies.length - 4);
    let deep: Written = { type: 'none' };
    for (let i = 0; i < 400; i++) deep = { type: 'list', value: [deep] };
    const text = writeSettings([2, 0, 0, 0], { type: 'string', value: 'no table' });
    const long = Uint8Array.of(...new Uint8Array(9), 3, 0, 0, 255, 255, 255, 255, 255, 1, 2, 3);
    const strange = Uint8Array.of(...new Uint8Array(9), 99, 0, 0);
    for (const bytes of [lies, writeSettings([2, 0, 0, 0], deep), text, long, strange, new Uint8Array(0)]) {
      expect(parseModSettings(bytes)).toMatchObject({
        ok: false,
        problem: { code: 'mod-settings-broken', tip: expect.stringContaining('mods folder') },
      });
    }
  });

  it('never fails otherwise', () => {
    const whole = file([
      ['name', { type: 'string', value: 'value' }],
      ['x', setting({ type: 'unsigned', value: 3n })],
    ]);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.uint8Array({ maxLength: 200 }), (at, byte, noise) => {
        parseModSettings(noise);
        parseModSettings(whole.with(at, byte));
      }),
    );
  });

  it.skipIf(absent)('a real one (needs /work/shared)', () => {
    const { gameVersion, startup } = settingsOf(
      parseModSettings(readFileSync(`${SHARED}/mod-configs/draftsman_issue182_mod-settings.dat`)),
    )!;
    expect(gameVersion).toBe('2.0.60');
    expect(Object.keys(startup)).toHaveLength(61);
    expect(startup).toMatchObject({ 'loc-eqpm-grid': false, 'loc-eqpm-grid-w': 2, 'ee-lab-tile-graphics': 'default' });
  });
});

describe('mod-list.json', () => {
  it('has the mods that are on, with versions where they are told', () => {
    const text =
      '\ufeff{"mods": [{"name": "base", "enabled": true}, {"name": "off", "enabled": false}, {"name": "__proto__", "enabled": true, "version": "1.2.3"}, {"name": 5}, null, {"enabled": true}]}';
    expect(parseModList(text)).toEqual({
      ok: true,
      value: [
        { name: 'base', version: null },
        { name: '__proto__', version: '1.2.3' },
      ],
    });
  });

  it.each(['', '{', '[]', '{"mods": {}}', '{"mod": []}', 'null', `${'['.repeat(100_000)}`, '{"__proto__": {"mods": []}}'])(
    '%# is refused',
    (text) => {
      expect(parseModList(text)).toMatchObject({ ok: false, problem: { code: 'mod-list-broken' } });
    },
  );

  it.skipIf(absent)('real ones (need /work/shared)', () => {
    const folder = `${SHARED}/mod-configs/`;
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
      const text = readFileSync(folder + name, 'utf8');
      const parsed = parseModList(text);
      expect(parsed.ok && parsed.value.length, name).toBe(text.match(/"enabled": true/g)!.length);
    }
  });
});

describe('info.json', () => {
  it('needs a name alone', () => {
    expect(parseModInfo('{"name": "tin"}')).toEqual({
      ok: true,
      value: { name: 'tin', version: null, title: 'tin', author: '', description: '', factorioVersion: null, dependencies: [] },
    });
    expect(parseModInfo('{"name": "a", "author": ["B", "C"], "dependencies": "base", "version": 5}')).toMatchObject({
      value: { author: 'B, C', dependencies: ['base'], version: null },
    });
    expect(parseModInfo('{"name": "a", "dependencies": {"x": 1}}')).toMatchObject({ value: { dependencies: [] } });
  });

  it.each(['', '{"name": ', '[]', '{}', '{"name": ""}', '{"name": 7}', 'info'])('%j is refused', (text) => {
    expect(parseModInfo(text)).toMatchObject({ ok: false, problem: { code: 'mod-info-broken' } });
  });

  it('bounds what it keeps', () => {
    const long = 'x'.repeat(100_000);
    const parsed = parseModInfo(
      JSON.stringify({ name: long, title: long, description: long, dependencies: Array(5000).fill('base >= 1') }),
    );
    expect(
      parsed.ok && [parsed.value.name.length, parsed.value.title.length, parsed.value.description.length, parsed.value.dependencies.length],
    ).toEqual([200, 200, 20_000, 2_000]);
    expect(parseModInfo(JSON.stringify({ name: 'a', description: 'x'.repeat(2_000_000) })).ok).toBe(false);
  });

  it.skipIf(absent)('real ones (need /work/shared)', () => {
    const folder = `${SHARED}/mods/`;
    for (const name of readdirSync(folder).filter((each) => !each.startsWith('invalid'))) {
      const files = unzipSync(readFileSync(folder + name), { filter: (entry) => entry.name.endsWith('/info.json') });
      const parsed = parseModInfo(new TextDecoder().decode(Object.values(files)[0]));
      const [, mod, version] = /^(.*)_([\d.]+)\.zip$/.exec(name)!;
      expect(parsed).toMatchObject({ ok: true, value: { name: mod, version, factorioVersion: '2.0' } });
      if (parsed.ok)
        expect(
          parsed.value.dependencies.every((each) => parseDependency(each) !== null),
          name,
        ).toBe(true);
    }
  });
});
