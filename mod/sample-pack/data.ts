/** data.raw in the making, with the game's shapes. */
import { icon } from './art';

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value | undefined };
export type Fields = { readonly [key: string]: Value | undefined };
type Rgba = readonly [number, number, number, number?];

export class Data {
  readonly raw = new Map<string, Map<string, Fields>>();

  add(type: string, name: string, fields: Fields): void {
    const kind = this.raw.get(type) ?? new Map<string, Fields>();
    if (kind.has(name)) throw new Error(`${type} ${name} is there twice`);
    this.raw.set(type, kind.set(name, { type, name, ...fields }));
  }

  /** As the game prints it: indented by two, and every empty table is `{}`. */
  json(indent = 2): string {
    const all = Object.fromEntries([...this.raw].map(([type, kind]) => [type, Object.fromEntries(kind)]));
    return `${JSON.stringify(all, (_, value) => (Array.isArray(value) && value.length === 0 ? {} : value), indent)}\n`;
  }
}

/** One drawing as it is. */
export const plain = (art: string): Fields => ({ icon: icon(art) });
/** One drawing in another colour. */
export const tinted = (art: string, tint: Rgba): Fields => ({ icons: [{ icon: icon(art), icon_size: 64, tint: color(tint) }] });
/** Drawings on each other, whatever a layer may say. */
export const layered = (...icons: Fields[]): Fields => ({ icons });
export const layer = (art: string, more: Fields = {}): Fields => ({ icon: icon(art), icon_size: 64, ...more });

/** Mods write colours by name or as a list. */
export const color = ([r, g, b, a]: Rgba): Fields => ({ r, g, b, ...(a === undefined ? {} : { a }) });

export const item = (name: string, amount = 1, more: Fields = {}): Fields => ({ type: 'item', name, amount, ...more });
export const fluid = (name: string, amount: number, more: Fields = {}): Fields => ({ type: 'fluid', name, amount, ...more });
/** "iron-plate 2, @water 50": items, and fluids with an @. */
export const list = (text: string): Fields[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', amount = '1'] = part.split(' ');
      return name.startsWith('@') ? fluid(name.slice(1), Number(amount)) : item(name, Number(amount));
    });
