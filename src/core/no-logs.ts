/**
 * What of a folder, dropped on the page or named on the command line, is opened, what is only known by its path until somebody
 * names it, and what is passed over. A file given by itself is always read. The game's own folders hold tens of thousands of files.
 */

/** Known by name to be nothing that is read. */
const NOTHING =
  /\.(jpe?g|webp|gif|svg|psd|xcf|ogg|wav|mp3|ttf|otf|lua|ini|md|html?|css|js|exe|dll|so|dylib|pdb|bin|tmp|lock|pcap|torrent|glsl|hlsl|fx|cso)$/i;
/** The game's own, which are read but for these. */
const DATA = /\.dat$/i;
const SETTINGS = /(^|\/)mod-settings\.dat$/i;
const PICTURE = /\.png$/i;
const TEXTS = /\.cfg$/i;
const LOCALE = /(^|\/)locale\/[^/]+\/[^/]+\.cfg$/i;
/** Folders without anything that is read. */
const CLOSED = new Set(['saves', 'temp', '.git', 'node_modules', 'config', 'doc-html', 'bin', 'scenarios', 'crop-cache', 'archive']);
/** The same in a mod: its icons may lie in folders of any name. */
const CLOSED_IN_MOD = new Set(['.git', 'node_modules', 'sound', 'sounds', 'music', 'scenarios', 'campaigns', 'tutorials', 'migrations']);
/** Folders that `--dump-icon-sprites` writes, one a kind (core/prototype/kinds.ts, which is too long for the page's first load). */
export const KIND_FOLDERS: ReadonlySet<string> = new Set(
  'item fluid recipe technology entity tile space-location space-connection asteroid-chunk surface quality equipment item-group item-subgroup virtual-signal achievement shortcut ammo-category damage-type fuel-category airborne-pollutant surface-property autoplace-control decorative'.split(
    ' ',
  ),
);

/** Whether a folder below the one that was given is looked into. `inMod`: an info.json lies in it or above it. */
export const isWalked = (name: string, inMod: boolean): boolean => !(inMod ? CLOSED_IN_MOD : CLOSED).has(name);

/** `file`: opened and read. `lazy`: known by its path, opened when it is named. `out`: passed over. */
export function handlingOf(path: string, inMod: boolean): 'file' | 'lazy' | 'out' {
  if (inMod) return PICTURE.test(path) || TEXTS.test(path) || /(^|\/)info\.json$/.test(path) ? 'lazy' : 'out';
  if (PICTURE.test(path)) return isDumpedIcon(path) ? 'lazy' : 'out';
  if (TEXTS.test(path)) return LOCALE.test(path) ? 'file' : 'out';
  if (DATA.test(path)) return SETTINGS.test(path) ? 'file' : 'out';
  return NOTHING.test(path) ? 'out' : 'file';
}

/** `script-output/item/iron-plate.png`: a mod's own pictures lie in `graphics`. */
export function isDumpedIcon(path: string): boolean {
  const parts = path.split('/');
  return PICTURE.test(path) && KIND_FOLDERS.has(parts.at(-2) ?? '') && !parts.includes('graphics');
}
