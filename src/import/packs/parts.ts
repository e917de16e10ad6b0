/** What of a folder belongs together: each mod is one thing to a person, and so are the icons of one dump. */
import { isDumpedIcon } from '../../core/no-logs';
import type { FileSink, FileSummary } from '../format';
import { readDumpedIcons } from './dumped-icons';
import type { Folder } from './folder';
import { readMod } from './mod';
import { PackCount } from './pack-count';

export interface FolderPart {
  /** "mods/bzlead" */
  name: string;
  /** Bytes read of it so far: its files are not opened before, and not all of them then. */
  readonly size: number;
  /** "Mod", "Dumped icons". */
  format: string;
  /** What belongs to it. */
  paths: readonly string[];
  read(sink: FileSink, signal: AbortSignal): Promise<FileSummary>;
}

/** No system lets a path be longer; each of its folders is looked up. */
const MAX_PATH = 1024;
/** So many mods nobody has. */
const MAX_MODS = 5000;

/** The folders that hold a mod, "" or with "/" at the end: each has an `info.json`, and lies in no other. In the order of the paths. */
export function modRoots(paths: readonly string[]): string[] {
  const roots = paths
    .filter((path) => (path === 'info.json' || path.endsWith('/info.json')) && path.length <= MAX_PATH)
    .map((path) => path.slice(0, -'info.json'.length))
    .sort((a, b) => a.length - b.length);
  const taken = new Set<string>();
  for (const root of roots) {
    let inside = taken.has('');
    for (let at = root.indexOf('/'); at >= 0 && at < root.length - 1; at = root.indexOf('/', at + 1))
      inside ||= taken.has(root.slice(0, at + 1));
    if (!inside) taken.add(root);
  }
  return [...taken].sort();
}

/** The files below each root, and those below none. One pass, whatever the number of either. */
export function sortInto(roots: readonly string[], paths: readonly string[]): { below: Map<string, string[]>; rest: string[] } {
  const below = new Map(roots.map((root) => [root, [] as string[]]));
  const rest: string[] = [];
  for (const path of paths) {
    let found = path.length > MAX_PATH ? undefined : below.get('');
    for (let at = path.indexOf('/'); found === undefined && at >= 0 && path.length <= MAX_PATH; at = path.indexOf('/', at + 1))
      found = below.get(path.slice(0, at + 1));
    (found ?? rest).push(path);
  }
  return { below, rest };
}

/**
 * The mods and the dumped icons in a folder. `from` stands before their names: a zip's with "/", or nothing; `alone`: it is one mod's
 * zip, and its whole name.
 */
export function partsOf(folder: Folder, { from, alone }: { from: string; alone: boolean } = { from: '', alone: false }): FolderPart[] {
  const { below, rest } = sortInto(modRoots(folder.paths).slice(0, MAX_MODS), folder.paths);
  const parts = [...below].map(([root, paths]) => {
    const name = alone ? from : `${from}${root}`.replace(/\/$/, '') || 'info.json';
    return part(name, paths, 'Mod', folder, (own, sink, signal) => readMod(own, root, name, sink, signal));
  });
  const icons = rest.filter(isDumpedIcon);
  if (icons.length > 0) {
    const name = alone ? from : `${from}${commonFolder(icons)}`.replace(/\/$/, '') || 'icons';
    parts.push(part(name, icons, 'Dumped icons', folder, (own, sink, signal) => readDumpedIcons(own, icons, name, sink, signal)));
  }
  return parts;
}

function part(
  name: string,
  paths: readonly string[],
  format: string,
  folder: Folder,
  work: (folder: Folder, sink: FileSink, signal: AbortSignal) => Promise<unknown>,
): FolderPart {
  let size = 0;
  const counted: Folder = {
    paths,
    size: (path) => folder.size?.(path) ?? null,
    async read(asked, signal, max) {
      const bytes = await folder.read(asked, signal, max);
      for (const one of bytes) size += one?.length ?? 0;
      return bytes;
    },
  };
  return {
    name,
    get size() {
      return size;
    },
    format,
    paths,
    async read(sink, signal) {
      const count = new PackCount(sink.pack);
      await work(counted, { ...sink, pack: count }, signal);
      return { format, read: count.any, packetLines: 0, note: count.note, ...(count.any ? { ofPack: true } : {}) };
    },
  };
}

/** "script-output/" of "script-output/item/a.png" and "script-output/fluid/b.png". */
function commonFolder(paths: readonly string[]): string {
  let common = paths[0]!.split('/').slice(0, -2);
  for (const path of paths) {
    const parts = path.split('/').slice(0, -2);
    let same = 0;
    while (same < common.length && common[same] === parts[same]) same++;
    common = common.slice(0, same);
  }
  return common.length === 0 ? '' : `${common.join('/')}/`;
}
