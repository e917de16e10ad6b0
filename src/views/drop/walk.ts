/** Dropped and chosen folders, walked through: which of their files are opened, and which are only known by their paths. */
import { handlingOf, isWalked } from '../../core/no-logs';
import type { LazyFiles } from '../../state/client';
import type { Opened } from '../../state/load';

const MAX_DEPTH = 20;
/** Files that are opened: logs, dumps, mods. */
const MAX_FILES = 20_000;
/** The game with its expansions has 25,000 files, a folder of unpacked mods as many again. */
const MAX_VISITED = 500_000;
/** Folders listed at once: each waits for the disk. */
const SIDE_BY_SIDE = 16;

export interface Collected {
  files: Opened[];
  /** Pictures and texts of mods and dumps, opened when they are named; null: there are none. */
  lazy: LazyFiles | null;
  /** Files in folders that are nothing of this, or too many. */
  leftOut: number;
}

/** A file by its path, which costs nothing until it is opened. */
interface Found {
  path: string;
  entry: FileSystemFileEntry;
}

export async function walkEntries(entries: readonly FileSystemEntry[], plain: readonly File[]): Promise<Collected> {
  const walk = new Walk();
  for (const file of plain) walk.files.push({ name: file.name, file });
  for (const entry of entries) {
    if (entry.isFile) walk.take(entry.name, entry as FileSystemFileEntry);
    else walk.folders.push({ entry: entry as FileSystemDirectoryEntry, path: entry.name, depth: 1, inMod: false });
  }
  await walk.all();
  return { files: unique(walk.files), lazy: lazyOf(walk.lazy), leftOut: walk.leftOut };
}

/** The files of an `<input>`; of a chosen folder what is read. */
export function sortInput(list: Iterable<File>): Collected {
  const all = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const mods = new Set(all.filter(({ path }) => path.endsWith('/info.json')).map(({ path }) => path.slice(0, -'info.json'.length)));
  const files: Opened[] = [];
  const lazy = new Map<string, File>();
  let leftOut = 0;
  for (const { path, file } of all) {
    const folders = path.split('/').slice(0, -1);
    const inMod = folders.some((_, i) => mods.has(`${folders.slice(0, i + 1).join('/')}/`));
    const closed = folders.slice(1).some((name) => !isWalked(name, inMod));
    const handling = folders.length === 0 ? 'file' : closed ? 'out' : handlingOf(path, inMod);
    if (handling === 'lazy') lazy.set(path, file);
    else if (handling === 'file' && files.length < MAX_FILES) files.push({ name: path, file });
    else leftOut += 1;
  }
  const open = async (paths: string[]) => paths.map((path) => lazy.get(path) ?? null);
  return { files: unique(files), lazy: lazy.size === 0 ? null : { paths: [...lazy.keys()], open }, leftOut };
}

interface FolderToWalk {
  entry: FileSystemDirectoryEntry;
  path: string;
  depth: number;
  inMod: boolean;
}

class Walk {
  readonly files: Opened[] = [];
  readonly lazy: Found[] = [];
  readonly folders: FolderToWalk[] = [];
  leftOut = 0;
  private visited = 0;
  private wanted: Found[] = [];

  async all(): Promise<void> {
    while (this.folders.length > 0) await Promise.all(this.folders.splice(0, SIDE_BY_SIDE).map((folder) => this.list(folder)));
    // In the order of their paths: folders that were listed side by side end as the disk likes.
    this.wanted.sort((a, b) => (a.path < b.path ? -1 : 1));
    this.leftOut += Math.max(0, this.wanted.length - MAX_FILES);
    this.wanted = this.wanted.slice(0, MAX_FILES);
    for (let at = 0; at < this.wanted.length; at += SIDE_BY_SIDE)
      await Promise.all(this.wanted.slice(at, at + SIDE_BY_SIDE).map(({ path, entry }, i) => this.open(at + i, path, entry)));
    this.files.push(...this.opened.filter((one) => one !== null));
    this.lazy.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  private readonly opened: (Opened | null)[] = [];

  take(path: string, entry: FileSystemFileEntry): void {
    this.wanted.push({ path, entry });
  }

  private async open(at: number, name: string, entry: FileSystemFileEntry): Promise<void> {
    const file = await fileOf(entry);
    this.opened[at] = file === null ? null : { name, file, entry };
    if (file === null) this.leftOut += 1;
  }

  private async list(folder: FolderToWalk): Promise<void> {
    const children = await childrenOf(folder.entry);
    const inMod = folder.inMod || children.some((child) => child.isFile && child.name === 'info.json');
    for (const child of children) {
      const path = `${folder.path}/${child.name}`;
      if (++this.visited > MAX_VISITED) this.leftOut += 1;
      else if (child.isDirectory) {
        if (folder.depth < MAX_DEPTH && isWalked(child.name, inMod))
          this.folders.push({ entry: child as FileSystemDirectoryEntry, path, depth: folder.depth + 1, inMod });
        else this.leftOut += 1;
      } else {
        const handling = handlingOf(path, inMod);
        if (handling === 'file') this.take(path, child as FileSystemFileEntry);
        else if (handling === 'lazy') this.lazy.push({ path, entry: child as FileSystemFileEntry });
        else this.leftOut += 1;
      }
    }
  }
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  // Answers about a hundred at a time, and nothing when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return children;
    children.push(...some);
  }
}

function lazyOf(found: readonly Found[]): LazyFiles | null {
  if (found.length === 0) return null;
  const byPath = new Map(found.map(({ path, entry }) => [path, entry]));
  const open = (paths: string[]) =>
    Promise.all(
      paths.map((path) => {
        const entry = byPath.get(path);
        return entry === undefined ? null : fileOf(entry);
      }),
    );
  return { paths: [...byPath.keys()], open };
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/** Two files of one name in one drop would be taken for the same. */
function unique(files: Opened[]): Opened[] {
  const seen = new Map<string, number>();
  return files.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}
