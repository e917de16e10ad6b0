import type { Shelf } from '../../core/pack/types';
import type { Folder } from './folder';

/** The files of one mod, which lie below `root` ("" or ending with "/") of a folder or a zip. */
export function shelfOf(folder: Folder, root: string, mod: string, version: string | null, from: string): Shelf {
  const inside = new Set(folder.paths.filter((path) => path.startsWith(root)));
  return {
    mod,
    version,
    from,
    has: (path) => inside.has(root + path),
    paths: () => [...inside].map((path) => path.slice(root.length)),
    size: (path) => folder.size?.(root + path) ?? null,
    async read(paths, signal, max) {
      const there = paths.filter((path) => inside.has(root + path));
      const bytes = await folder.read(
        there.map((path) => root + path),
        signal,
        max,
      );
      const byPath = new Map(there.map((path, i) => [path, bytes[i] ?? null]));
      return paths.map((path) => byPath.get(path) ?? null);
    },
  };
}
