import { beforeAll, describe, expect, it } from 'vitest';
import { createBook } from './book';
import type { Book } from './book-types';
import { FACT_KEYS, RELATED_KEYS } from './fact-keys';
import { ALL_KINDS, kindOf } from './kinds';
import { INTERNAL } from './labels';
import { createPages, type Pages } from './pages';
import { DUMPS, noDumps, rawOf, readDump } from './testing/raw';
import type { Kind, Page, Ref } from './types';

const names = (refs: readonly { name: string }[] | null | undefined) => refs?.map((ref) => ref.name) ?? null;
const rate = (page: Page, machine: string, what: string) =>
  page.machines.find((use) => use.machine.name === machine)?.makes.find((made) => made.ref.name === what)?.perMinute;
const fact = (page: Page, key: string) => page.facts.find((one) => one.key === key)?.value;

// The dumps are not part of the project: without them there is nothing to hold these against.
describe.skipIf(noDumps).each(Object.keys(DUMPS) as (keyof typeof DUMPS)[])('the real dump %s', (name) => {
  let book: Book;
  let pages: Pages;
  const page = (kind: Ref['kind'], of: string) => pages.page({ kind, name: of })!;
  let counts: Map<Kind, number>;

  beforeAll(() => {
    const dump = readDump(name);
    counts = new Map();
    for (const [type, named] of Object.entries(dump)) {
      const kind = kindOf(type);
      if (kind) counts.set(kind, (counts.get(kind) ?? 0) + Object.keys(named).length);
    }
    book = createBook(rawOf(dump));
    pages = createPages(book, INTERNAL, () => null);
  });

  it('has every prototype of the JSON, sights without an icon apart', () => {
    for (const kind of ALL_KINDS) if (kind !== 'entity') expect([kind, book.all(kind).length]).toEqual([kind, counts.get(kind) ?? 0]);
    expect(book.all('entity').length).toBeGreaterThan(400);
  });

  it('answers how many circuits a minute a machine makes, what must be researched first, and where', () => {
    const circuit = page('item', 'electronic-circuit');
    expect(book.raw.get('assembling-machine')!.get('assembling-machine-2')!.crafting_speed).toBe(0.75);
    expect(rate(circuit, 'assembling-machine-2', 'electronic-circuit')).toBe(90);
    expect(circuit.machines.find((use) => use.machine.name === 'assembling-machine-2')!.power).toBe(155_000);
    expect(circuit.path!.map((step) => step.ref.name)).toEqual(['electronics']);
    expect(circuit.made[0]).toMatchObject({ byHand: true, time: 0.5 });
    expect(circuit.planets).toBeNull();
    expect(rate(page('item', 'uranium-ore'), 'electric-mining-drill', 'uranium-ore')).toBe(15);
    if (page('entity', 'big-mining-drill') !== null) {
      // Wreckage and rocks give it too, by hand: they are no pace to plan with.
      const ore = page('item', 'tungsten-ore');
      expect(ore.made[0]).toMatchObject({ sort: 'mining', ref: { name: 'tungsten-ore' }, byHand: false });
      expect(rate(ore, 'big-mining-drill', 'tungsten-ore')).toBe(30);
      expect(page('entity', 'tungsten-ore').path!.map((step) => step.ref.name)).toContain('big-mining-drill');
    }
    expect(rate(page('fluid', 'steam'), 'boiler', 'steam')).toBe(3600);
    expect(rate(page('fluid', 'water'), 'offshore-pump', 'water')).toBe(72_000);
    expect(fact(page('entity', 'steam-engine'), 'powerOutput')).toMatchObject({ value: 900_000 });
    expect(fact(page('entity', 'transport-belt'), 'beltSpeed')).toMatchObject({ value: 15 });
    expect(fact(page('entity', 'beacon'), 'supplyArea')).toMatchObject({ text: '9 × 9' });
    expect(fact(page('item', 'electronic-circuit'), 'rocketCapacity')).toMatchObject({ value: 2000 });
  });

  it('puts every technology after those it needs', () => {
    for (const { name: technology } of book.all('technology')) {
      const before = book.technologies.closure([technology]);
      expect(before.at(-1)).toBe(technology);
      before.forEach((one, i) => {
        for (const needed of book.technologies.prerequisites(one)) expect(before.slice(0, i)).toContain(needed);
      });
    }
  });

  it('has a page for everything, with keys that texts can name', () => {
    const keys = new Set<string>([...FACT_KEYS]);
    const related = new Set<string>([...RELATED_KEYS]);
    const unknown = new Set<string>();
    for (const kind of ALL_KINDS) {
      for (const entry of book.all(kind)) {
        const one = page(kind, entry.name);
        for (const { key } of one.facts) if (!keys.has(key)) unknown.add(key);
        for (const { key, refs } of one.related) {
          if (!related.has(key)) unknown.add(key);
          for (const ref of refs) expect(pages.show(ref)).not.toBeNull();
        }
        for (const row of [...one.made, ...one.used])
          for (const part of [...row.ingredients, ...row.products]) expect(part.amount).toBeGreaterThanOrEqual(0);
      }
    }
    expect([...unknown]).toEqual([]);
  });

  it('finds a way to every item that a technology or a recipe gives', () => {
    const never = book
      .all('item')
      .filter((entry) => !entry.hidden && book.made(entry).some((process) => !process.hidden) && page('item', entry.name).path === null);
    expect(names(never)).toEqual([]);
  });

  it('has groups in the order of the game', () => {
    expect(names(pages.grid('item').groups.map(({ group }) => group))!.slice(0, 3)).toEqual([
      'logistics',
      'production',
      'intermediate-products',
    ]);
    const belts = pages.grid('item').groups[0]!.subgroups.find((subgroup) => subgroup.name === 'belt')!;
    expect(names(belts.entries)!.slice(0, 3)).toEqual(['transport-belt', 'fast-transport-belt', 'express-transport-belt']);
  });

  it.skipIf(name === 'base21')('knows where things of Space Age are, and what has to be known to get there', () => {
    const tungsten = page('item', 'tungsten-ore');
    expect(names(tungsten.planets)).toEqual(['vulcanus']);
    expect(tungsten.path!.at(-1)!.ref.name).toBe('planet-discovery-vulcanus');
    expect(names(page('fluid', 'lava').planets)).toEqual(['vulcanus']);
    expect(names(page('item', 'yumako').planets)).toEqual(['gleba']);
    expect(names(page('item', 'space-science-pack').planets)).toEqual(['space-platform']);
    expect(names(page('item', 'metallurgic-science-pack').planets)).toEqual(['vulcanus']);
    expect(names(page('fluid', 'crude-oil').planets)).toEqual(['nauvis', 'aquilo']);
    expect(page('fluid', 'crude-oil').path!.at(-1)!.ref.name).toBe('oil-gathering');
    expect(names(page('item', 'scrap').planets)).toEqual(['fulgora']);
    // Scrap can be carried: nothing binds what is made of it.
    expect(page('item', 'holmium-ore').planets).toBeNull();
    // A foundry gives half as much again.
    expect(rate(page('recipe', 'tungsten-plate'), 'foundry', 'tungsten-plate')).toBe(36);
    expect(page('recipe', 'iron-plate-recycling')).toMatchObject({ ref: { hidden: true } });
    expect(names(page('space-location', 'vulcanus').related.find(({ key }) => key === 'resources')!.refs)).toEqual(
      expect.arrayContaining(['tungsten-ore', 'calcite', 'coal']),
    );
    expect(fact(page('quality', 'rare'), 'qualityLevel')).toMatchObject({ value: 2 });
    expect(page('item', 'iron-bacteria').related.find(({ key }) => key === 'spoilsTo')!.refs[0]!.name).toBe('iron-ore');
  });

  it('makes the same discovery of the same seed, and others of others', () => {
    const found = new Set(Array.from({ length: 40 }, (_, seed) => pages.discover(seed)!.name));
    expect(pages.discover(7)).toEqual(pages.discover(7));
    expect(found.size).toBeGreaterThan(25);
  });
});
