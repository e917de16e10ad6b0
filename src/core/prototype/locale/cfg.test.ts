import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseCfg } from './cfg';

const cfg = (text: string) => Object.fromEntries(parseCfg(text));

describe('a locale file', () => {
  it('has sections, keys, comments, line breaks of all sorts and a byte order mark', () => {
    const text =
      '\ufefftop=Top\r\n\r\n; no=1\r\n# no=2\r\n[item-name]\r\niron-plate=Iron plate\r\n  ; no=3\r\n[entity-name]  \r\ninserter=a=b;c#d\r\nlast=end';
    expect(cfg(text)).toEqual({
      top: 'Top',
      'item-name.iron-plate': 'Iron plate',
      'entity-name.inserter': 'a=b;c#d',
      'entity-name.last': 'end',
    });
  });

  it('keeps white space beside "=", and makes line breaks of \\n', () => {
    expect(cfg('[a]\nb = c \\nd\ne=')).toEqual({ 'a.b ': ' c \nd', 'a.e': '' });
  });

  it('lets the later win', () => {
    expect(cfg('[a]\nb=1\n[c]\nd=2\n[a]\nb=3')).toEqual({ 'a.b': '3', 'c.d': '2' });
  });

  it('passes over what is neither', () => {
    expect(cfg('[a\nnothing\n=x\n[b]\n]\n[c]=d\nk=[v]\n[=[\nl=1')).toEqual({ 'b.[c]': 'd', 'b.k': '[v]', 'b.[': '[', 'b.l': '1' });
  });

  it('holds keys that mean something in JavaScript', () => {
    expect([...parseCfg('[__proto__]\nconstructor=x\n[]\n__proto__=y')]).toEqual([
      ['__proto__.constructor', 'x'],
      ['__proto__', 'y'],
    ]);
  });

  it('bounds lengths and counts', () => {
    expect(parseCfg(`[a]\n${'k'.repeat(1000)}=v\nl=${'v'.repeat(100_000)}`).get('a.l')).toHaveLength(20_000);
    expect(parseCfg(Array.from({ length: 250_000 }, (_, i) => `k${i}=v`).join('\n')).size).toBe(200_000);
  });

  it('gives back what was written, and never fails', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((each) => !/[=\n\r]|^[;#[\s\ufeff]/.test(each));
    const value = fc.string({ unit: 'grapheme', maxLength: 80 }).filter((each) => !/[\r\n]|\\n/.test(each));
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (table) => {
        const lines = Object.entries(table).map(([name, text]) => `${name}=${text}`);
        expect([...parseCfg(`[s]\n${lines.join('\n')}`)]).toEqual(Object.entries(table).map(([name, text]) => [`s.${name}`, text]));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => parseCfg(text).size >= 0));
  });

  const mods = '/work/shared/data/mods/';
  it.skipIf(!existsSync(mods))('real ones (need /work/shared)', () => {
    const zip = unzipSync(readFileSync(`${mods}bztin_2.1.14.zip`), { filter: ({ name }) => name.endsWith('.cfg') });
    const tables = new Map(Object.entries(zip).map(([name, bytes]) => [name.split('/').at(-2)!, parseCfg(strFromU8(bytes))]));
    expect([...tables.keys()].sort()).toEqual(['cs', 'en', 'ja', 'ru', 'zh-CN']);
    for (const [language, table] of tables) expect(table.size, language).toBeGreaterThan(30);
    expect(tables.get('ja')!.get('entity-name.tin-ore')).toBe('錫鉱石');
    expect(tables.get('ru')!.get('autoplace-control-names.tin-ore')).toBe('[item=tin-ore] Оловянная руда');
    expect(tables.get('en')!.get('item-name.tin-plate')).toBe('Tin plate');
  });
});
