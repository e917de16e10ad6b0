/**
 * What the API knows, read from typed-factorio's own declarations: which members a class has in which version of the game, and
 * `defines`. So a script that uses what its game has not fails as it would there.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface ApiFacts {
  /** By class: its members and those it inherits. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
  /** The tree of `defines`: numbers in the order of declaration, as the game's own differ from version to version. */
  defines: Defines;
}
export interface Defines {
  [name: string]: number | Defines;
}

/** Members that came after the 2.0 that scripts are typed against began; by class, the first version with them. */
const SINCE: Record<string, Record<string, string>> = {
  LuaForce: { get_chunk_chart: '2.0.61' },
  LuaHelpers: { send_udp: '2.0.59', recv_udp: '2.0.59' },
};

export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(x.length, y.length); i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) < (y[i] ?? 0) ? -1 : 1;
  return 0;
}

const read = new Map<string, ApiFacts>();
export function apiFacts(version: string): ApiFacts {
  const name = compareVersions(version, '2.1.0') < 0 ? 'typed-factorio-2.0' : 'typed-factorio';
  const folder = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'runtime/generated');
  const text = (file: string) => readFileSync(join(folder, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  const known = read.get(version);
  if (known) return known;
  const facts = { members: membersIn(text('classes.d.ts'), version), defines: definesIn(text('defines.d.ts')) };
  read.set(version, facts);
  return facts;
}

function membersIn(text: string, version: string): Map<string, ReadonlySet<string>> {
  const own = new Map<string, { base: string[]; names: string[] }>();
  for (const [, name = '', base = '', body = ''] of text.matchAll(
    /^ {2}(?:export )?interface (\w+)(?: extends ([^{]+))? \{\n([\s\S]*?)^ {2}\}/gm,
  )) {
    const names = [...body.matchAll(/^ {4}(?:readonly |get |set )*(\w+)\??[(:<]/gm)].map(([, member = '']) => member);
    const old = own.get(name);
    own.set(name, {
      base: [...(old?.base ?? []), ...base.split(',').map((part) => part.trim())],
      names: [...(old?.names ?? []), ...names],
    });
  }
  const all = (name: string): string[] => {
    const found = own.get(name);
    return found ? [...found.names, ...found.base.flatMap(all)] : [];
  };
  return new Map(
    [...own.keys()].map((name) => [
      name,
      new Set(all(name).filter((member) => compareVersions(version, SINCE[name]?.[member] ?? version) >= 0)),
    ]),
  );
}

function definesIn(text: string): Defines {
  const root: Defines = {};
  const path: Defines[] = [root];
  const tree = text.slice(text.indexOf('namespace defines')).replace(/^ {4}interface \w+ \{[\s\S]*?^ {4}\}/gm, '');
  for (const line of tree.split('\n').slice(1)) {
    const here = path.at(-1)!;
    // An empty enum opens and closes at once.
    if (line.includes('{}')) continue;
    const opened = /^\s*(?:const )?(?:namespace|enum) (\w+) \{/.exec(line);
    const member = /^\s*(?:const )?(\w+)(?: = (\d+)|: [^{]*)?,?$/.exec(line);
    if (opened) {
      const inner = (here[opened[1]!] as Defines | undefined) ?? {};
      here[opened[1]!] = inner;
      path.push(inner);
    } else if (/^\s*\}$/.test(line)) path.pop();
    else if (member && path.length > 1) here[member[1]!] = member[2] === undefined ? Object.keys(here).length : Number(member[2]);
    if (path.length === 0) break;
  }
  return root;
}
