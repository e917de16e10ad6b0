/** Names of files as a pack keeps them: what tells a person which file said so, and nothing of where it lies on whose disk. */

/** Folders of the game's that a path is told from. */
const KNOWN = new Set(['mods', 'data', 'script-output']);
const PACKED = /\.(zip|gz|tgz|zst)$/i;
const MOST = 300;

/**
 * "mods/bztin_2.1.14.zip" of "/home/x/factorio/mods/bztin_2.1.14.zip", "data/base/info.json" of "factorio/data/base/info.json". Where no
 * folder of the game's is on the way, from the archive it lies in, else its own name ("bztin/info.json", as info.json alone says nothing).
 * The same whatever folder lies around it, and of such a name the name itself.
 */
export function sourceName(path: string): string {
  const parts = partsOf(path);
  const packed = parts.findIndex((part) => PACKED.test(part));
  const known = parts.findLastIndex((part, i) => i < parts.length - 1 && KNOWN.has(part) && (packed < 0 || i < packed));
  const own = parts.length - (parts.at(-1) === 'info.json' ? 2 : 1);
  return parts
    .slice(Math.max(0, known >= 0 ? known : packed >= 0 ? packed : own))
    .join('/')
    .slice(0, MOST);
}

/** A file of texts within its mod: "locale/de/items.cfg"; of one given alone "de/items.cfg". */
export function textFileName(path: string): string {
  const parts = partsOf(path);
  const locale = parts.lastIndexOf('locale');
  return parts
    .slice(locale >= 0 ? locale : Math.max(0, parts.length - 2))
    .join('/')
    .slice(0, MOST);
}

const partsOf = (path: string): string[] =>
  path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part));
