/**
 * A made-up game as the Factorio Item Browser has it: the lines that its Dump mod prints, and the zip that its export writes. Written
 * from what is known of the two (their field names), with nothing of the reader in it.
 */
import { deflateRawSync } from 'node:zlib';

export interface BrowserGame {
  version: string;
  /** In load order. */
  mods: { name: string; version: string; title: string; author: string }[];
  items: { name: string; fluid?: boolean; label: string; german?: string; places?: boolean }[];
  machines: {
    name: string;
    type: string;
    label: string;
    categories: string[];
    speed: number;
    watts: number;
    fluidsIn: number;
    modules: number;
    slots: number;
  }[];
  recipes: {
    name: string;
    time: number;
    expensiveTime?: number;
    category: string;
    from: [string, number][];
    to: [string, number, number, number][];
  }[];
  icons: {
    type: string;
    name: string;
    size: number;
    layers: { file: string; size: number; scale: number; shift?: [number, number]; tint?: number[] }[];
  }[];
}

export const game: BrowserGame = {
  version: '1.1.110',
  mods: [
    { name: 'core', version: '0.0.0', title: 'Core', author: 'A' },
    { name: 'base', version: '1.1.110', title: 'Base', author: 'A' },
    { name: 'nord', version: '0.3.1', title: 'Nord > Süd', author: 'B' },
  ],
  items: [
    { name: 'ore', label: 'Ore <raw>', german: 'Erz' },
    { name: 'plate', label: 'Plate > ore', german: 'Platte' },
    { name: 'brine', fluid: true, label: 'Brine' },
    { name: 'press', label: 'Press', places: true },
  ],
  machines: [
    {
      name: 'press',
      type: 'assembling-machine',
      label: 'Press',
      categories: ['pressing'],
      speed: 0.75,
      watts: 150_000,
      fluidsIn: 1,
      modules: 2,
      slots: 4,
    },
  ],
  recipes: [
    {
      name: 'plate',
      time: 3.5,
      expensiveTime: 7,
      category: 'pressing',
      from: [
        ['ore', 2],
        ['brine', 10],
      ],
      to: [['plate', 1, 1, 1]],
    },
    { name: 'press', time: 0.5, category: 'crafting', from: [['plate', 9]], to: [['press', 1, 2, 0.5]] },
  ],
  icons: [
    { type: 'item', name: 'ore', size: 64, layers: [{ file: '__nord__/graphics/ore.png', size: 64, scale: 0.5 }] },
    {
      type: 'item',
      name: 'plate',
      size: 64,
      layers: [
        { file: '__nord__/graphics/plate.png', size: 64, scale: 0.5 },
        { file: '__nord__/graphics/badge.png', size: 32, scale: 0.25, shift: [8, -8], tint: [255, 0, 127.5, 255] },
      ],
    },
    { type: 'assembling-machine', name: 'press', size: 32, layers: [{ file: '__nord__/graphics/press.png', size: 32, scale: 1 }] },
  ],
};

/** `>DUMP>type>json<`, one a thing, as in control.lua and data-final-fixes.lua of the Dump mod. */
export function dumpLines(of: BrowserGame): { icons: string[]; rest: string[] } {
  const line = (type: string, value: object) => `>DUMP>${type}>${JSON.stringify(value)}<`;
  const fluid = new Set(of.items.filter((item) => item.fluid).map(({ name }) => name));
  const kind = (name: string) => (fluid.has(name) ? 'fluid' : 'item');
  const recipe = (one: BrowserGame['recipes'][number], time: number) => ({
    name: one.name,
    localised_name: [`recipe-name.${one.name}`],
    localised_description: [`recipe-description.${one.name}`],
    crafting_time: time,
    crafting_category: one.category,
    ingredients: one.from.map(([name, amount]) => ({ type: kind(name), name, amount })),
    products: one.to.map(([name, amount_min, amount_max, probability]) => ({
      type: kind(name),
      name,
      amount_min,
      amount_max,
      probability,
    })),
  });
  return {
    icons: of.icons.map(({ type, name, size, layers }) =>
      line('icon', {
        type,
        name,
        layers: layers.map((one) => ({
          file: one.file,
          size: one.size,
          scale: (one.scale * size) / 32,
          ...(one.shift ? { shift_x: (one.shift[0] * size) / 32, shift_y: (one.shift[1] * size) / 32 } : {}),
          ...(one.tint ? { tint_red: one.tint[0], tint_green: one.tint[1], tint_blue: one.tint[2], tint_alpha: one.tint[3] } : {}),
        })),
      }),
    ),
    rest: [
      ...of.items.map(({ name, label, fluid: isFluid }) =>
        line(isFluid ? 'fluid' : 'item', { name, localised_name: ['', label], localised_description: ['?', ['item-description.x'], ''] }),
      ),
      ...of.machines.map((one) =>
        line('machine', {
          name: one.name,
          localised_name: ['', one.label],
          crafting_categories: one.categories,
          crafting_speed: one.speed,
          item_slots: one.slots,
          fluid_input_slots: one.fluidsIn,
          fluid_output_slots: 0,
          module_slots: one.modules,
          energy_usage: one.watts,
        }),
      ),
      ...of.recipes.map((one) => line('normal-recipe', recipe(one, one.time))),
      ...of.recipes.map((one) => line('expensive-recipe', recipe(one, one.expensiveTime ?? one.time))),
    ],
  };
}

/** The stdout of a game with the Dump mod. */
export function dumpLog(of: BrowserGame, cutBy: (lines: string[]) => string[] = (lines) => lines): string {
  const { icons, rest } = dumpLines(of);
  const seconds = (n: number) => n.toFixed(3).padStart(8);
  return cutBy([
    `${seconds(0.001)} 2021-06-01 12:00:00; Factorio ${of.version} (build 58920, linux64, headless)`,
    `${seconds(0.1)} Operating system: Linux`,
    ...['settings', 'data', 'data-updates', 'data-final-fixes'].flatMap((stage, i) =>
      of.mods.map(
        ({ name, version }) =>
          `${seconds(0.2 + i)} Loading mod ${stage === 'settings' ? 'settings ' : ''}${name} ${version} (${stage}.lua)`,
      ),
    ),
    `${seconds(4)} Loading mod Dump 1.0.0 (data-final-fixes.lua)`,
    ...icons,
    ...of.mods.map(({ name }, i) => `${seconds(5)} Checksum of ${name}: ${i * 1234567}`),
    `${seconds(5)} Checksum of Dump: 4`,
    `${seconds(6)} Info AppManager.cpp:308: Saving to dump.zip (blocking).`,
    ...rest,
    `${seconds(9)} Goodbye`,
  ]).join('\n');
}

/** The export's zip, JSON deflated and pictures stored. `png`: by icon id. */
export function exportZip(of: BrowserGame, png: (id: string) => Uint8Array, perFile = 2): Uint8Array {
  const files: { name: string; data: Uint8Array; deflate: boolean }[] = [];
  const put = (name: string, value: unknown) => files.push({ name, data: Buffer.from(JSON.stringify(value)), deflate: true });
  const chunked = (name: string, all: object[]) => {
    for (let i = 0; i * perFile < all.length; i++) put(`${name}/${i}.json`, all.slice(i * perFile, (i + 1) * perFile));
  };
  const ids = new Map(of.icons.map(({ name }, i) => [name, `0000-icon-${i}`]));
  const iconId = (name: string) => ids.get(name) ?? '';
  const fluid = new Set(of.items.filter((item) => item.fluid).map(({ name }) => name));
  const kind = (name: string) => (fluid.has(name) ? 'fluid' : 'item');
  put('meta.json', { combinationId: '1-2-3', mods: of.mods.length, items: of.items.length });
  chunked(
    'mod',
    of.mods.map(({ name, version, title, author }) => ({
      name,
      titles: { en: title },
      descriptions: {},
      author,
      version,
      thumbnailId: '',
    })),
  );
  chunked(
    'item',
    of.items.map(({ name, fluid: isFluid, label, german }) => ({
      type: isFluid ? 'fluid' : 'item',
      name,
      labels: { en: label, ...(german ? { de: german } : {}) },
      descriptions: { en: `About ${label}` },
      iconId: iconId(name),
    })),
  );
  chunked(
    'machine',
    of.machines.map((one) => ({
      name: one.name,
      labels: { en: one.label },
      descriptions: {},
      craftingCategories: one.categories,
      craftingSpeed: one.speed,
      numberOfItemSlots: one.slots,
      numberOfFluidInputSlots: one.fluidsIn,
      numberOfFluidOutputSlots: 0,
      numberOfModuleSlots: one.modules,
      energyUsage: one.watts / 1000,
      energyUsageUnit: 'kW',
      iconId: iconId(one.name),
    })),
  );
  chunked(
    'recipe',
    of.recipes.flatMap((one) =>
      (['normal', 'expensive'] as const).map((mode) => ({
        name: one.name,
        labels: {},
        descriptions: {},
        mode,
        ingredients: one.from.map(([name, amount]) => ({ type: kind(name), name, amount })),
        products: one.to.map(([name, amountMin, amountMax, probability]) => ({
          type: kind(name),
          name,
          amountMin,
          amountMax,
          probability,
        })),
        craftingTime: mode === 'normal' ? one.time : (one.expensiveTime ?? one.time),
        craftingCategory: one.category,
        iconId: iconId(one.name),
      })),
    ),
  );
  chunked(
    'icon',
    of.icons.map(({ name, size, layers }) => ({
      id: iconId(name),
      size: 64,
      layers: layers.map((one) => ({
        fileName: one.file,
        offset: { x: ((one.shift?.[0] ?? 0) * size) / 32, y: ((one.shift?.[1] ?? 0) * size) / 32 },
        scale: (one.scale * size) / 32,
        size: one.size,
        tint: one.tint
          ? { red: one.tint[0]! / 255, green: one.tint[1]! / 255, blue: one.tint[2]! / 255, alpha: one.tint[3]! / 255 }
          : { red: 1, green: 1, blue: 1, alpha: 1 },
      })),
    })),
  );
  for (const id of ids.values()) files.push({ name: `rendered-icon/${id}.png`, data: png(id), deflate: false });
  return writeZip(files);
}

/** A zip, byte by byte from APPNOTE.TXT. */
export function writeZip(files: { name: string; data: Uint8Array; deflate: boolean; extra?: Uint8Array }[]): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflate, extra = new Uint8Array(0) } of files) {
    const body = deflate ? deflateRawSync(data) : Buffer.from(data);
    const path = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x800, 2);
    shared.writeUInt16LE(deflate ? 8 : 0, 4);
    shared.writeUInt32LE(0x5a210000, 6);
    shared.writeUInt32LE(crcOf(data), 10);
    shared.writeUInt32LE(body.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(path.length, 22);
    shared.writeUInt16LE(extra.length, 24);
    const header = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, path, extra, body]);
    local.push(header);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const inDirectory = Buffer.from(shared);
    inDirectory.writeUInt16LE(0, 24);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), inDirectory, rest, path]));
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(files.length & 0xffff, 8);
  end.writeUInt16LE(files.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}

function crcOf(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
