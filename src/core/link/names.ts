/** The table of all that a link shows by name: each once, and its label only where it is not what its name makes one expect. */
import type { Kind, Shown } from '../prototype/types';
import { Bent, type Shape } from './shape';

/** Their places are written into links: only ever add at the end. */
const KINDS: readonly (Kind | 'mod')[] = [
  ...(['item', 'fluid', 'recipe', 'technology', 'entity', 'tile', 'space-location', 'space-connection', 'asteroid-chunk'] as const),
  ...(['surface', 'quality', 'equipment', 'item-group', 'item-subgroup', 'virtual-signal', 'achievement', 'shortcut'] as const),
  ...(['ammo-category', 'damage-type', 'fuel-category', 'airborne-pollutant', 'surface-property', 'autoplace-control'] as const),
  ...(['decorative', 'mod'] as const),
];
const LONGEST = 200;
const MOST = 4_000;

/** "iron-plate" → "Iron plate", as the game's English has most. */
export function expectedLabel(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Fills while a value is written. */
export class NameTable {
  readonly shown: Shown[] = [];
  private readonly places = new Map<string, number>();

  readonly shape: Shape<Shown> = {
    put: (value) => {
      const key = `${value.kind}/${value.name}`;
      const known = this.places.get(key);
      if (known !== undefined) return known;
      this.places.set(key, this.shown.length);
      return this.shown.push(value) - 1;
    },
    take: () => {
      throw new Error('a table that is written is not read');
    },
  };

  /** Kinds, names, labels ('' as expected), and which are hidden: each a column, since alike lies best beside alike. */
  columns(): unknown[] {
    return [
      this.shown.map(({ kind }) => KINDS.indexOf(kind)),
      this.shown.map(({ name }) => name.slice(0, LONGEST)).join('\n'),
      this.shown.map(({ name, label }) => (label === expectedLabel(name) ? '' : oneLine(label).slice(0, LONGEST))).join('\n'),
      this.shown.flatMap(({ hidden }, i) => (hidden === true ? [i] : [])),
    ];
  }
}

const oneLine = (label: string): string => label.replaceAll('\n', ' ');

/** A table that was written; `pictures`: by place in it, the number of its picture. Throws `Bent`. */
export function readNames(raw: unknown, pictures: ReadonlyMap<number, number>): Shape<Shown> {
  if (!Array.isArray(raw) || raw.length !== 4) throw new Bent('names');
  const [kinds, names, labels, hidden] = raw as unknown[];
  if (!Array.isArray(kinds) || kinds.length > MOST || typeof names !== 'string' || typeof labels !== 'string' || !Array.isArray(hidden))
    throw new Bent('names');
  const [byName, byLabel] = [names.split('\n'), labels.split('\n')];
  const isHidden = new Set<unknown>(hidden.slice(0, MOST));
  const shown = kinds.map((which: unknown, i): Shown => {
    const [kind, name, label] = [typeof which === 'number' ? KINDS[which] : undefined, byName[i], byLabel[i]];
    if (kind === undefined || name === undefined || label === undefined || name.length > LONGEST || label.length > LONGEST)
      throw new Bent('name');
    return {
      kind,
      name,
      label: label === '' ? expectedLabel(name) : label,
      picture: pictures.get(i) ?? null,
      ...(isHidden.has(i) ? { hidden: true as const } : {}),
    };
  });
  return {
    put: () => {
      throw new Error('a table that is read is not written');
    },
    take: (at) => (typeof at === 'number' ? shown[at] : undefined) ?? bentName(),
  };
}

function bentName(): never {
  throw new Bent('name');
}
