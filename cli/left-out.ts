/** What could not be drawn and why, in as few lines as tell it. */
import type { Problem } from '../src/core/result';

const EXAMPLES = 3;

interface Group {
  files: Set<string>;
  without: string[];
  partly: string[];
}

export class LeftOut {
  private readonly mods = new Map<string, Group>();
  private readonly problems = new Map<string, { problem: Problem; icons: string[] }>();

  /** `icon`: "item/iron-plate"; `drawn`: something of it could be drawn. */
  add(icon: string, drawn: boolean, missing: readonly string[], problems: readonly Problem[]): void {
    for (const file of missing) {
      const group = this.group(file);
      group.files.add(file);
    }
    for (const group of new Set(missing.map((file) => this.group(file)))) (drawn ? group.partly : group.without).push(icon);
    for (const problem of problems) {
      const key = `${problem.code}\0${problem.file}`;
      const row = this.problems.get(key) ?? { problem, icons: [] };
      row.icons.push(icon);
      this.problems.set(key, row);
    }
  }

  private group(file: string): Group {
    const mod = /^__(.+?)__\//.exec(file)?.[1] ?? '';
    const group = this.mods.get(mod) ?? { files: new Set(), without: [], partly: [] };
    this.mods.set(mod, group);
    return group;
  }

  lines(): string[] {
    const lines: string[] = [];
    for (const [mod, { files, without, partly }] of [...this.mods].sort((a, b) => b[1].files.size - a[1].files.size)) {
      lines.push(
        `${mod === '' ? 'Files of no mod' : `Mod ${mod}`}: ${counted(files.size, 'file is', 'files are')} missing, as ${some([...files])}.`,
      );
      if (without.length > 0) lines.push(`  ${counted(without.length, 'icon', 'icons')} left out: ${some(without)}.`);
      if (partly.length > 0) lines.push(`  ${counted(partly.length, 'icon', 'icons')} drawn without a layer: ${some(partly)}.`);
      lines.push(`  ${tipFor(mod)}`);
    }
    for (const { problem, icons } of this.problems.values())
      lines.push(
        `${problem.file === '' ? '' : `${problem.file}: `}${problem.detail} ${problem.tip} In ${some(icons)}.`.replace(/\s+/g, ' '),
      );
    return lines;
  }
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const some = (names: readonly string[]): string =>
  `${names.slice(0, EXAMPLES).join(', ')}${names.length > EXAMPLES ? ` and ${names.length - EXAMPLES} more` : ''}`;

const GAMES = new Set(['core', 'base', 'space-age', 'quality', 'elevated-rails', 'recycler']);

function tipFor(mod: string): string {
  if (mod === '') return 'The mod’s author has to mend that.';
  if (GAMES.has(mod)) return `They lie in the game’s own folder: add data/${mod}, or all of data.`;
  return `Add the mod: its zip or its folder ${mod}, from the folder mods.`;
}
