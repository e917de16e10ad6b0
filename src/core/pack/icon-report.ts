/** What an import tells of icons: layers that are no good, and files that nobody gave. Few rows, however many icons it concerns. */
import type { Problem } from '../result';
import { modPath } from './claims';
import type { Placed } from './picture-order';
import type { Plan } from './plan';

/** Rows of a kind; what is more goes into one. */
const ROWS = 15;
const EXAMPLES = 3;
/** Different faults that are told apart. */
const FAULTS = 1_000;

export interface MissingFiles {
  /** '' for files of no mod. */
  mod: string;
  files: number;
  /** As layers name them, at most five. */
  examples: string[];
}

/** Missing files by mod, most files first. */
export function missingByMod({ files }: Pick<Plan, 'files'>): MissingFiles[] {
  const mods = new Map<string, string[]>();
  for (const file of files) {
    const mod = modPath(file)?.mod ?? '';
    const of = mods.get(mod);
    if (of) of.push(file);
    else mods.set(mod, [file]);
  }
  return [...mods]
    .map(([mod, files]) => ({ mod, files: files.length, examples: files.slice(0, 5) }))
    .sort((a, b) => b.files - a.files || (a.mod < b.mod ? -1 : 1));
}

/** A row a mod: how many files, which for instance, and how to give them. */
export function missingRows(plan: Pick<Plan, 'files'>): Problem[] {
  const mods = missingByMod(plan);
  const rows = mods.slice(0, ROWS).map(({ mod, files, examples }) => {
    const shown = examples.slice(0, EXAMPLES).map((file) => modPath(file)?.path ?? file);
    const whose = mod === '' ? 'of no mod' : `of ${mod}`;
    const detail = `${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'} ${whose} that icons are made of ${files === 1 ? 'is' : 'are'} missing: ${shown.join(', ')}${files > shown.length ? ' …' : '.'}`;
    return row('icon-missing', detail, howToGive(mod), files);
  });
  const rest = mods.slice(ROWS);
  if (rest.length > 0) {
    const files = rest.reduce((sum, mod) => sum + mod.files, 0);
    const names = rest.slice(0, EXAMPLES).map(({ mod }) => mod);
    const detail = `${files.toLocaleString('en')} files of ${rest.length} other mods that icons are made of are missing: of ${names.join(', ')} …`;
    rows.push(row('icon-missing', detail, 'Drop the folder mods, with all mods in it.', files));
  }
  return rows;
}

const GAME = new Set(['core', 'base', 'space-age', 'quality', 'elevated-rails', 'recycler']);

function howToGive(mod: string): string {
  if (mod === '') return 'The mod’s author has to mend that.';
  if (GAME.has(mod)) return `They lie in the game’s own folder: drop data/${mod}, or all of data.`;
  return `Drop the mod: its zip or its folder ${mod}, from the folder mods, or all of mods.`;
}

/** Gathers what is said of layers, prototype by prototype, into a row for each fault. */
export class LayerFaults {
  private readonly faults = new Map<string, { problem: Problem; icons: string[]; count: number }>();
  private others = 0;

  readonly add = ({ type, name }: Placed, problem: Problem): void => {
    const own = `The icon of ${type} "${name}": `;
    // A recipe that shows its product says what the product has said.
    if (!problem.detail.startsWith(own)) return;
    const what = problem.detail.slice(own.length);
    const fault = this.faults.get(what);
    if (fault !== undefined) {
      fault.count++;
      if (fault.icons.length < EXAMPLES) fault.icons.push(`${type} "${name}"`);
    } else if (this.faults.size < FAULTS) this.faults.set(what, { problem, icons: [`${type} "${name}"`], count: 1 });
    else this.others++;
  };

  /** Those of most icons first. */
  rows(): Problem[] {
    const faults = [...this.faults].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
    const rows = faults.slice(0, ROWS).map(([what, { problem, icons, count }]) => {
      if (count === 1) return problem;
      const whose = `${icons.join(', ')}${count > icons.length ? ` and ${(count - icons.length).toLocaleString('en')} more` : ''}`;
      return { ...problem, detail: `The icons of ${whose}: ${what}`, count };
    });
    const more = faults.slice(ROWS).reduce((sum, [, { count }]) => sum + count, this.others);
    if (more > 0) rows.push(row('icon-layer', `${more.toLocaleString('en')} more layers of icons are no good.`, TIP, more));
    return rows;
  }
}

const TIP = 'The rest of each icon is drawn. The mods that made them have to mend them.';
const row = (code: string, detail: string, tip: string, count: number): Problem => ({ code, file: '', line: 0, detail, tip, count });
