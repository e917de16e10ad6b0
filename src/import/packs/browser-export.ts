/**
 * The zip that the Factorio Item Browser's export writes: meta.json, then mods, items, machines, recipes and icons, 1,024 a file, and
 * finished pictures of 64 px. Format: factorio-item-browser/export-data 2.1.
 */
import type { Layer } from '../../core/icon/types';
import type { ModClaim } from '../../core/pack/types';
import { isTable, num, table as tableOf, text } from '../../core/prototype/fields';
import type { Kind, RawTable } from '../../core/prototype/types';
import type { Sink } from '../format';
import type { Source } from '../source';
import { readEntries, type ZipEntry } from '../zip';
import { BrowserData } from './browser-data';
import { layer, layersIn, nameOf, partsIn, strings, translations } from './browser-fields';

const PART = /^(mod|item|machine|recipe|icon)\/(\d{1,6})\.json$/;
const PICTURE = /^rendered-icon\/([^/]+)\.png$/;
/** Of one kind. */
const MAX_TABLES = 300_000;
/** Pictures at a time. */
const BATCH = 500;
const UNITS: ReadonlyMap<string, number> = new Map(
  ['W', 'kW', 'MW', 'GW', 'TW', 'PW', 'EW', 'ZW', 'YW'].map((unit, i) => [unit, 1000 ** i]),
);

export function isBrowserExport(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => name === 'meta.json') && entries.some(({ name }) => PART.test(name));
}

export async function readBrowserExport(zip: Source, entries: readonly ZipEntry[], sink: Sink, signal: AbortSignal): Promise<void> {
  await new Reading(zip, entries, sink, signal).all();
}

class Reading {
  private readonly data = new BrowserData();
  private readonly layers = new Map<string, Layer[]>();
  /** By icon, whose it is. */
  private readonly owners = new Map<string, { type: string; kind: Kind; name: string }[]>();
  /** By language and kind. */
  private readonly texts = new Map<
    string,
    { language: string; kind: Kind; names: Map<string, string>; descriptions: Map<string, string> }
  >();

  constructor(
    private readonly zip: Source,
    private readonly entries: readonly ZipEntry[],
    private readonly sink: Sink,
    private readonly signal: AbortSignal,
  ) {}

  async all(): Promise<void> {
    const { sink, zip } = this;
    const dump = sink.pack.dump(zip.name);
    const mods: ModClaim[] = [];
    for (const table of await this.tables('mod')) this.mod(table, mods);
    for (const table of await this.tables('icon')) this.layers.set(text(table, 'id') ?? '', layersIn(table, exportedLayer));
    for (const table of await this.tables('item')) this.item(table);
    for (const table of await this.tables('machine')) this.machine(table);
    for (const table of await this.tables('recipe')) this.recipe(table);
    for (const [id, owners] of this.owners) for (const { type, name } of owners) this.icon(type, name, id);
    this.data.give(dump);
    dump.end(true);
    for (const { language, kind, names, descriptions } of this.texts.values())
      sink.pack.texts({ language, kind, names, descriptions }, zip.name);
    if (mods.length > 0) sink.pack.modList(mods, zip.name, true);
    await this.pictures();
  }

  /** All objects of `<part>/0.json`, `<part>/1.json` … */
  private async tables(part: string): Promise<RawTable[]> {
    const files = this.entries
      .filter(({ name }) => PART.exec(name)?.[1] === part)
      .sort((a, b) => Number(PART.exec(a.name)![2]) - Number(PART.exec(b.name)![2]));
    const found: RawTable[] = [];
    // One after the other: a file may be large, and only its objects are kept.
    for (const file of files) {
      if (found.length >= MAX_TABLES) break;
      const [bytes] = await readEntries(this.zip, [file], this.signal, (problem) => this.problem(problem.code, file.name, problem.detail));
      if (!bytes) continue;
      const parsed = parsedList(bytes);
      if (parsed === null) this.problem('bad-json', file.name, 'It is no JSON list: what is in it was left out.');
      else for (const value of parsed) if (isTable(value) && found.length < MAX_TABLES) found.push(value);
      await this.sink.turn(Math.min(this.zip.size, file.offset));
    }
    return found;
  }

  private problem(code: string, entry: string, detail: string): void {
    this.sink.problem({ code, file: `${this.zip.name}/${entry}`, line: 0, detail, tip: 'Export it again, or copy the zip again.' });
  }

  private mod(table: RawTable, mods: ModClaim[]): void {
    const name = nameOf(table);
    if (name === null) return;
    const titles = translations(table, 'titles');
    const title = titles.find(([language]) => language === 'en')?.[1] ?? titles[0]?.[1];
    const author = text(table, 'author');
    mods.push({ name, version: text(table, 'version'), ...(title === undefined ? {} : { title }), ...(author === null ? {} : { author }) });
  }

  private owned(kind: Kind, type: string, name: string, table: RawTable): void {
    for (const key of ['labels', 'descriptions'] as const)
      for (const [language, given] of translations(table, key)) {
        const id = `${language}\n${kind}`;
        const texts = this.texts.get(id) ?? { language, kind, names: new Map(), descriptions: new Map() };
        this.texts.set(id, texts);
        (key === 'labels' ? texts.names : texts.descriptions).set(name, given);
      }
    const icon = text(table, 'iconId');
    if (icon === null || icon === '') return;
    const owners = this.owners.get(icon) ?? [];
    this.owners.set(icon, owners);
    // A recipe comes in two modes.
    if (owners.at(-1)?.name !== name || owners.at(-1)?.kind !== kind) owners.push({ type, kind, name });
  }

  private item(table: RawTable): void {
    const name = nameOf(table);
    if (name === null) return;
    const type = text(table, 'type') === 'fluid' ? 'fluid' : 'item';
    this.data.item(type, name, {});
    this.owned(type, type, name, table);
  }

  private machine(table: RawTable): void {
    const name = nameOf(table);
    if (name === null) return;
    this.data.machine(name, {
      categories: strings(table, 'craftingCategories'),
      speed: num(table, 'craftingSpeed', 1),
      itemSlots: num(table, 'numberOfItemSlots', 0),
      fluidsIn: num(table, 'numberOfFluidInputSlots', 0),
      fluidsOut: num(table, 'numberOfFluidOutputSlots', 0),
      moduleSlots: num(table, 'numberOfModuleSlots', 0),
      power: Math.round(num(table, 'energyUsage', 0) * (UNITS.get(text(table, 'energyUsageUnit') ?? 'W') ?? 1)),
    });
    this.owned('entity', name === 'character' ? 'character' : 'assembling-machine', name, table);
  }

  private recipe(table: RawTable): void {
    const name = nameOf(table);
    if (name === null) return;
    this.data.recipe(
      name,
      text(table, 'mode') === 'expensive' ? 'expensive' : 'normal',
      {
        time: num(table, 'craftingTime', 0.5),
        category: text(table, 'craftingCategory') ?? 'crafting',
        ingredients: partsIn(table, 'ingredients', 'amountMin', 'amountMax'),
        products: partsIn(table, 'products', 'amountMin', 'amountMax'),
      },
      {},
    );
    this.owned('recipe', 'recipe', name, table);
  }

  private icon(type: string, name: string, id: string): void {
    const layers = this.layers.get(id);
    if (layers !== undefined && layers.length > 0) this.data.icon(type, name, layers);
  }

  /** Drawn by its renderer, which is not the game's: they count where a layer's file is missing. Straight alpha. */
  private async pictures(): Promise<void> {
    const wanted = this.entries.filter(({ name }) => this.owners.has(PICTURE.exec(name)?.[1] ?? ''));
    for (let at = 0; at < wanted.length; at += BATCH) {
      const batch = wanted.slice(at, at + BATCH);
      const pngs = await readEntries(this.zip, batch, this.signal, (problem) => this.problem(problem.code, problem.file, problem.detail));
      for (const [i, png] of pngs.entries()) {
        if (png === null) continue;
        for (const { kind, name } of this.owners.get(PICTURE.exec(batch[i]!.name)![1]!)!)
          this.sink.pack.picture({ kind, name, png, premultiplied: false, picture: 'slot' });
      }
      await this.sink.turn(Math.min(this.zip.size, batch.at(-1)!.offset));
    }
  }
}

function parsedList(bytes: Uint8Array): RawTable[] | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function exportedLayer(table: RawTable): Layer | null {
  const offset = tableOf(table, 'offset');
  const tint = tableOf(table, 'tint');
  return layer(
    text(table, 'fileName'),
    num(table, 'size', 32),
    num(table, 'scale', 1),
    [num(offset, 'x', 0), num(offset, 'y', 0)],
    [num(tint, 'red'), num(tint, 'green'), num(tint, 'blue'), num(tint, 'alpha')],
  );
}
