import type { Problem } from '../../core/result';
import type { Source } from '../source';
import { readEntries, type ZipEntry } from '../zip';
import { type Folder, MAX_FILE } from './folder';

/** What is in a zip, as a folder. Nothing is unpacked but what is asked for; the zip itself must stay readable. */
export function zipFolder(zip: Source, entries: readonly ZipEntry[], report: (problem: Problem) => void): Folder {
  const byPath = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    paths: [...byPath.keys()],
    size: (path) => byPath.get(path)?.size ?? null,
    async read(paths, signal, max = MAX_FILE) {
      const asked = paths.map((path) => byPath.get(path));
      const there = asked.filter((entry) => entry !== undefined);
      const tell = (problem: Problem) => report({ ...problem, file: `${zip.name}/${problem.file}` });
      const bytes = await readEntries(zip, there, signal, tell, max);
      let next = 0;
      return asked.map((entry) => (entry === undefined ? null : (bytes[next++] ?? null)));
    },
  };
}
