import { describe, expect, it } from 'vitest';
import { collect, inWindows } from '../testing/collect';
import { dumpLog, exportZip, game, writeZip } from '../testing/item-browser';
import { PackRecorder } from '../testing/pack-recorder';

const encode = (text: string) => new TextEncoder().encode(text);

async function read(log: string | Uint8Array, window = 0) {
  const pack = new PackRecorder();
  const bytes = typeof log === 'string' ? encode(log) : log;
  const found = await collect(window === 0 ? bytes : inWindows(bytes, window, 'stdout.log'), 'stdout.log', pack);
  return {
    ...found,
    pack,
    table: (type: string, name: string) => pack.dumps[0]?.prototypes.find((one) => one.type === type && one.name === name)?.table,
  };
}

const press = {
  type: 'assembling-machine',
  crafting_categories: ['pressing'],
  crafting_speed: 0.75,
  ingredient_count: 4,
  fluid_boxes: [{ production_type: 'input' }],
  module_specification: { module_slots: 2 },
  energy_usage: '150000W',
};
const plate = {
  category: 'pressing',
  normal: {
    energy_required: 3.5,
    ingredients: [
      { type: 'item', name: 'ore', amount: 2 },
      { type: 'fluid', name: 'brine', amount: 10 },
    ],
    results: [{ type: 'item', name: 'plate', amount: 1 }],
  },
  expensive: { energy_required: 7 },
};
const badge = { file: '__nord__/graphics/badge.png', size: 32, scale: 0.25, shift: [8, -8], tint: [1, 0, 0.5, 1], floating: false };
const all = ['item/ore', 'item/plate', 'item/press', 'fluid/brine', 'assembling-machine/press', 'recipe/plate', 'recipe/press'];

/** Docker's json-file: a record every 16 KiB, of which the last ends with a line feed. */
const docker = (log: string) =>
  log
    .split('\n')
    .flatMap((line) =>
      (`${line}\n`.match(/[\s\S]{1,16384}/g) ?? []).map((piece) =>
        JSON.stringify({ log: piece, stream: 'stdout', time: '2021-06-01T12:00:00.5Z' }),
      ),
    )
    .join('\n');

describe('a log with the Dump mod in it', () => {
  it('gives prototypes, icons and the mods in their order', async () => {
    const { pack, problems, summary, table } = await read(dumpLog(game));
    expect(problems).toEqual([]);
    expect(pack.names).toEqual(all);
    expect(table('item', 'plate')).toMatchObject({ localised_name: ['', 'Plate > ore'] });
    expect(table('item', 'press')).toMatchObject({ place_result: 'press' });
    expect(table('assembling-machine', 'press')).toMatchObject(press);
    expect(table('recipe', 'plate')).toMatchObject(plate);
    // The same in both modes is said once.
    expect(table('recipe', 'press')).toMatchObject({
      energy_required: 0.5,
      results: [{ name: 'press', amount_min: 1, amount_max: 2, probability: 0.5 }],
    });
    expect(pack.dumps[0]).toMatchObject({ file: 'stdout.log', whole: true });
    expect(pack.dumps[0]!.icons.find(({ name }) => name === 'plate')).toMatchObject({
      kind: 'item',
      spec: { expected: 64, layers: [{ scale: 0.5 }, badge] },
    });
    expect(pack.dumps[0]!.icons.find(({ name }) => name === 'press')).toMatchObject({
      kind: 'entity',
      spec: { layers: [{ size: 32, scale: 1, shift: [0, 0] }] },
    });
    expect(pack.lists).toEqual([
      {
        from: 'stdout.log',
        mods: [
          { name: 'base', version: '1.1.110' },
          { name: 'nord', version: '0.3.1' },
        ],
      },
    ]);
    expect(pack.versions).toEqual([{ version: '1.1.110', from: 'stdout.log' }]);
    expect(summary).toMatchObject({ format: 'Factorio log', read: true, note: expect.stringContaining('7 prototypes') });
  });

  it('is the same in windows of a byte, and through docker, which cuts at 16 KiB', async () => {
    const long = { ...game, items: [...game.items, { name: 'long', label: 'x'.repeat(40_000) }] };
    const plain = await read(dumpLog(long));
    for (const other of [await read(dumpLog(long), 1), await read(docker(dumpLog(long)))]) {
      expect(other.problems).toEqual([]);
      expect(other.pack.dumps).toEqual(plain.pack.dumps);
      expect(other.pack.lists).toEqual(plain.pack.lists);
    }
  });

  const chat = '2021-06-01 12:00:05 [CHAT] ann: have >DUMP> you {seen} this<';
  const engine = '   6.500 Info AppManagerStates.cpp:1843: Saving finished';

  it.each(['the console', 'the engine'])('a line cut in two by one of %s survives at every place', async (who) => {
    const other = who === 'the console' ? chat : engine;
    const whole = (await read(dumpLog(game))).pack.dumps;
    const target = dumpLog(game)
      .split('\n')
      .findIndex((line) => line.startsWith('>DUMP>item>') && line.includes('"plate"'));
    const length = dumpLog(game).split('\n')[target]!.length;
    for (let at = 7; at < length; at++) {
      for (const glue of ['', '\n']) {
        const log = dumpLog(game, (lines) => {
          const line = lines[target]!;
          return [...lines.slice(0, target), `${line.slice(0, at)}${glue}${other}`, line.slice(at), ...lines.slice(target + 1)];
        });
        const { pack, problems, entries } = await read(log);
        expect([at, glue, problems]).toEqual([at, glue, []]);
        expect(pack.dumps).toEqual(whole);
        if (who === 'the console')
          expect(entries.filter((entry) => entry.type === 'engine' && entry.event.type === 'chat')).toHaveLength(1);
      }
    }
  });

  it('a line that is lost is told with its number, and the rest is read', async () => {
    const { pack, problems } = await read(
      dumpLog(game, (lines) => lines.map((line) => (line.startsWith('>DUMP>fluid>') ? line.slice(0, 40) : line))),
    );
    expect(problems).toMatchObject([{ code: 'dump-line-cut', line: expect.any(Number) }]);
    expect(pack.names).toEqual(all.filter((name) => name !== 'fluid/brine'));
  });

  it('whose end is missing keeps what came', async () => {
    const text = dumpLog(game);
    const { pack, problems } = await read(text.slice(0, text.indexOf('>DUMP>machine>') + 40));
    expect(problems).toMatchObject([{ code: 'dump-line-cut' }]);
    expect(pack.names).toEqual(['item/ore', 'item/plate', 'item/press', 'fluid/brine']);
  });

  it('hostile lines are bounded: names, brackets, halves without end', async () => {
    const lines = [
      '>DUMP>item>{"name":"__proto__","localised_name":"x","__proto__":{"a":1}}<',
      `>DUMP>item>{"name":"${'x'.repeat(5000)}"}<`,
      `>DUMP>item>{"name":"deep","localised_name":${'['.repeat(50_000)}${']'.repeat(50_000)}}<`,
      '>DUMP>item>"constructor"<',
      '>DUMP>item><',
      '>DUMP>',
      '>DUMP>nothing>{"name":"x"}<',
      '>DUMP>icon>{"type":"item","name":"constructor","layers":[{"file":"a.png","size":0},{"file":"b.png","size":1e300,"scale":-1},{"size":32}]}<',
      '>DUMP>machine>{"name":"m","fluid_input_slots":1e9,"crafting_categories":{"a":1}}<',
      `>DUMP>item>{"name":"open`,
      ...Array.from({ length: 3000 }, (_, i) => `half ${i}`),
    ];
    const { pack, problems } = await read(
      `   0.001 2021-06-01 12:00:00; Factorio 1.1.110 (build 58920, linux64, headless)\n${lines.join('\n')}`,
    );
    expect(pack.names).toEqual(['item/__proto__', 'assembling-machine/m']);
    expect(pack.dumps[0]!.icons).toMatchObject([{ name: 'constructor', spec: { layers: [] } }]);
    expect((pack.dumps[0]!.prototypes[1]!.table.fluid_boxes as unknown[]).length).toBeLessThan(100);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['dump-line-cut']));
  });

  it('a log without it gives nothing to packs', async () => {
    const { pack, summary } = await read(dumpLog({ ...game, icons: [], items: [], machines: [], recipes: [] }));
    expect([pack.dumps, pack.lists, pack.versions]).toEqual([[], [], []]);
    expect(summary.note).toContain('None of its');
  });
});

describe('an export of the Item Browser', () => {
  const png = (id: string) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...encode(id)]);

  it('gives prototypes, names in every language, mods and finished pictures', async () => {
    const pack = new PackRecorder();
    const { problems, summary } = await collect(exportZip(game, png), 'export.zip', pack);
    expect(problems).toEqual([]);
    expect([...pack.names].sort()).toEqual([...all].sort());
    const table = (type: string, name: string) => pack.dumps[0]!.prototypes.find((one) => one.type === type && one.name === name)?.table;
    expect(table('assembling-machine', 'press')).toMatchObject(press);
    expect(table('recipe', 'plate')).toMatchObject(plate);
    expect(pack.dumps[0]!.icons.find(({ kind, name }) => kind === 'item' && name === 'plate')!.spec.layers[1]).toEqual(badge);
    const german = pack.texted.find(({ texts }) => texts.language === 'de' && texts.kind === 'item')!.texts;
    expect([...german.names]).toEqual([
      ['ore', 'Erz'],
      ['plate', 'Platte'],
    ]);
    expect(pack.texted.find(({ texts }) => texts.language === 'en' && texts.kind === 'item')!.texts.descriptions.get('ore')).toBe(
      'About Ore <raw>',
    );
    expect(pack.lists[0]!.mods[2]).toEqual({ name: 'nord', version: '0.3.1', title: 'Nord > Süd', author: 'B' });
    // An icon belongs to whatever has its id: the item, the recipe and the machine.
    expect(pack.pictures.map(({ kind, name }) => `${kind}/${name}`).sort()).toEqual([
      'entity/press',
      'item/ore',
      'item/plate',
      'item/press',
      'recipe/plate',
      'recipe/press',
    ]);
    expect(pack.pictures[0]).toMatchObject({ premultiplied: false, picture: 'slot', png: png('0000-icon-0') });
    expect(summary).toMatchObject({ format: 'zip (Item Browser export)', read: true });
  });

  it('says what of it is broken, and keeps the rest', async () => {
    const pack = new PackRecorder();
    const file = (name: string, data: string) => ({ name, data: encode(data), deflate: true });
    const zip = writeZip([
      file('meta.json', '{}'),
      file('item/0.json', '[{"type":"item","name":"ore"},5,null,{"name":"__proto__","labels":{"en":5,"__proto__":"x"}}]'),
      file('item/1.json', '[{"type":'),
      file('recipe/0.json', '{"name":"x"}'),
    ]);
    const { problems } = await collect(zip, 'export.zip', pack);
    expect(problems).toMatchObject([
      { code: 'bad-json', file: 'export.zip/item/1.json' },
      { code: 'bad-json', file: 'export.zip/recipe/0.json' },
    ]);
    expect(pack.names).toEqual(['item/ore', 'item/__proto__']);
  });
});
