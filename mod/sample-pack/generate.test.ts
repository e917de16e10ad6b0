/** The made-up pack: its folder is what the generator makes today, and it hangs together. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePng } from '../host/png';
import { drawings, fileOf } from './art';
import type { Fields } from './data';
import { files, nordland } from './generate';
import { texts } from './locale';
import { FOLDER, LANGUAGES, MODS } from './options';

const written = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).split(sep).join('/'));
const { raw } = nordland();
const all = [...raw].flatMap(([type, kind]) => [...kind].map(([name, fields]) => ({ type, name, fields })));
const items = new Set(
  [...raw].filter(([, kind]) => [...kind.values()].some((fields) => 'stack_size' in fields)).flatMap(([, kind]) => [...kind.keys()]),
);
const listOf = (value: unknown) => (Array.isArray(value) ? value : []) as Fields[];

describe('the made-up pack (npm run sample:pack writes it)', () => {
  it('lies in its folder as it is made today', () => {
    for (const [name, bytes] of files()) expect(Buffer.compare(readFileSync(join(FOLDER, name)), bytes), name).toBe(0);
    const known = new Set([...files().keys(), ...drawings().map(({ file }) => file)]);
    expect(written.filter((name) => !known.has(name) && !name.startsWith('golden'))).toEqual([]);
  });

  it('has a picture of the right size for every drawing', () => {
    for (const { file, side, levels } of drawings()) {
      const { width, height, pixels } = decodePng(readFileSync(join(FOLDER, file)));
      expect([width, height], file).toEqual([Array.from({ length: levels }, (_, level) => side >> level).reduce((a, b) => a + b), side]);
      expect(
        pixels.some((value) => value > 0),
        file,
      ).toBe(true);
    }
  });

  it('is small', () => {
    expect(written.reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0)).toBeLessThan(1_500_000);
  });

  it('names no item, fluid, recipe, entity or technology that is not there', () => {
    const lost: string[] = [];
    const need = (from: string, there: boolean) => there || lost.push(from);
    for (const { type, name, fields } of all) {
      if (type === 'recipe')
        for (const row of [...listOf(fields.ingredients), ...listOf(fields.results)])
          need(`${name}: ${row.name}`, row.type === 'fluid' ? raw.get('fluid')!.has(String(row.name)) : items.has(String(row.name)));
      if (type === 'technology') {
        for (const effect of listOf(fields.effects))
          if (effect.recipe !== undefined) need(`${name}: ${effect.recipe}`, raw.get('recipe')!.has(String(effect.recipe)));
        for (const before of listOf(fields.prerequisites)) need(`${name}: ${before}`, raw.get('technology')!.has(String(before)));
      }
      if (fields.place_result !== undefined)
        need(
          `${name} places`,
          all.some((other) => !('stack_size' in other.fields) && other.name === fields.place_result),
        );
      if (fields.subgroup !== undefined) need(`${name} in ${fields.subgroup}`, raw.get('item-subgroup')!.has(String(fields.subgroup)));
      const { result } = (fields.minable ?? {}) as Fields;
      if (result !== undefined) need(`${name} gives ${result}`, items.has(String(result)));
    }
    expect(lost).toEqual([]);
  });

  it('has a file for every layer but those that are meant to be missing', () => {
    const icons = all.flatMap(({ name, fields }) =>
      (Array.isArray(fields.icons) ? listOf(fields.icons) : [fields]).flatMap(({ icon }) =>
        typeof icon === 'string' ? [[name, icon]] : [],
      ),
    );
    const lost = icons.filter(([, icon]) => !existsSync(join(FOLDER, fileOf(icon!.replace(/\/+/g, '/'))))).map(([name]) => name);
    expect(lost).toEqual(['odd-missing', 'odd-missing-layer', 'odd-of-another-mod']);
  });

  it('says everything in English and German, most of it in five more languages, right to left too', () => {
    const counts = Object.fromEntries(LANGUAGES.map((language) => [language, texts.filter(({ by }) => by.has(language)).length]));
    expect([counts.en, counts.de! + 1]).toEqual([texts.length, texts.length]);
    for (const language of LANGUAGES) expect(counts[language]).toBeGreaterThan(texts.length * 0.95);
    for (const mod of MODS) expect(existsSync(join(FOLDER, `data/${mod}/locale/en`)), mod).toBe(true);
  });

  it('is large enough to browse, with every kind that a page is for', () => {
    expect(items.size).toBeGreaterThan(140);
    const sizes = Object.fromEntries([...raw].map(([type, kind]) => [type, kind.size]));
    for (const type of [
      'fluid',
      'recipe',
      'technology',
      'tile',
      'planet',
      'space-location',
      'space-connection',
      'asteroid-chunk',
      'surface',
      'quality',
    ])
      expect(sizes[type], type).toBeGreaterThan(0);
    for (const type of ['virtual-signal', 'achievement', 'shortcut', 'ammo-category', 'damage-type', 'fuel-category', 'airborne-pollutant'])
      expect(
        Object.keys(sizes).some((name) => name.endsWith(type)),
        type,
      ).toBe(true);
    for (const type of [
      'surface-property',
      'autoplace-control',
      'optimized-decorative',
      'energy-shield-equipment',
      'item-group',
      'item-subgroup',
    ])
      expect(sizes[type], type).toBeGreaterThan(0);
  });
});
