/** A set of mods read as the site reads it, and its pages. */

import { openPack, type StoredPack } from '../../src/core/pack/open';
import type { PackInfo } from '../../src/core/pack/types';
import { createBook } from '../../src/core/prototype/book';
import { createNames } from '../../src/core/prototype/locale/names';
import { createPages, type Pages } from '../../src/core/prototype/pages';
import type { Problem } from '../../src/core/result';
import { type Read, readWorlds } from '../read-worlds';

export interface ReadPack {
  info: PackInfo;
  pack: StoredPack;
  problems: Problem[];
  read: Read;
  pages(...languages: string[]): Promise<Pages>;
}

/** The first pack in some files. The caller closes `read`. */
export async function readPack(...paths: string[]): Promise<ReadPack> {
  const read = await readWorlds(paths, false, { out: () => {}, say: () => {}, progress: () => {} });
  const [info] = read.packs;
  const pack = info === undefined ? null : await openPack(read.packLibrary.store, info.id);
  if (info === undefined || pack === null) throw new Error(`no pack in ${paths.join(', ')}`);
  return {
    info,
    pack,
    problems: read.problems,
    read,
    async pages(...languages) {
      const raw = await pack.raw();
      const names = createNames(raw, await pack.texts());
      return createPages(createBook(raw), names.in(languages), (ref) => pack.pictureOf(ref));
    },
  };
}
