/** The blocks of docs/guide.md, and the commands in them. */
import { readFileSync } from 'node:fs';

export const guide = readFileSync(new URL('../../../docs/guide.md', import.meta.url), 'utf8');

export const blocks = (language: string): string[] =>
  [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter((match) => match[1] === language).map((match) => match[2]!);

/** Lines that a shell is given. */
export const shellLines = (): string[] => blocks('sh').flatMap((block) => block.split('\n').filter((line) => line !== ''));

const COMMAND = /(?:npx tsx|node --import tsx) cli\/main\.ts (\w+)([^\n|`)]*)/g;

/** Of this project's command line, wherever they stand in the guide. */
export const commands = (): { name: string; args: string[] }[] =>
  [...guide.matchAll(COMMAND)].map((match) => ({
    name: match[1]!,
    args: match[2]!
      .trim()
      .split(/\s+/)
      .filter((word) => word !== ''),
  }));

/** The only line of the shell that holds this. */
export function line(part: string | RegExp): string {
  const found = shellLines().filter((one) => (typeof part === 'string' ? one.includes(part) : part.test(one)));
  if (found.length !== 1) throw new Error(`${found.length} lines of the guide hold ${part}`);
  return found[0]!;
}

/** By section: each key's values. */
export function iniOf(text: string): Map<string, Map<string, string[]>> {
  const sections = new Map<string, Map<string, string[]>>();
  let section = new Map<string, string[]>();
  for (const row of text.split('\n')) {
    const [, title] = /^\[(\w+)\]$/.exec(row) ?? [];
    const [, key, value] = /^(\w+)=(.*)$/.exec(row) ?? [];
    if (title !== undefined) {
      section = new Map();
      sections.set(title, section);
    } else if (key !== undefined) section.set(key, [...(section.get(key) ?? []), value!]);
    else if (row !== '') throw new Error(`No line of a unit: ${row}`);
  }
  return sections;
}

/** Directives by name, with their words; blocks within blocks are opened. Throws when braces do not match. */
export function directivesOf(text: string): string[][] {
  const directives: string[][] = [];
  let depth = 0;
  for (const row of text.split('\n').map((one) => one.trim())) {
    if (row === '') continue;
    if (row === '}') depth -= 1;
    else if (row.endsWith('{')) depth += 1;
    else if (!row.endsWith(';')) throw new Error(`It is not ended: ${row}`);
    if (depth < 0) throw new Error('A brace too many');
    if (row !== '}') directives.push(row.replace(/\s*[;{]$/, '').split(/\s+/));
  }
  if (depth > 0) throw new Error('A brace is missing');
  return directives;
}
