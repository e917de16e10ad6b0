import { fail, ok, type Result } from '../../core/result';
import { BrokenTree, type Tree, TreeReader, type TreeTable } from './property-tree';

export interface ModSettings {
  /** Of the game that wrote the file, "2.0.60". */
  gameVersion: string;
  /** By name; a colour is its channels in one text, "1, 0.5, 0, 1". */
  startup: Record<string, string | number | boolean>;
}

/** The real ones of large packs have 100 kB. */
const MAX_BYTES = 16 * 1024 * 1024;
const TIP = 'Take mod-settings.dat from the mods folder of the game once more.';

/**
 * Reads `mod-settings.dat`: four 16-bit numbers of version, since 0.17 a byte that is 0, a property tree with `startup`.
 * Source: wiki.factorio.com/Mod_settings_file_format.
 */
export function parseModSettings(bytes: Uint8Array): Result<ModSettings> {
  if (bytes.length < 10) return fail('mod-settings-broken', `It has ${bytes.length} bytes, too few for mod settings.`, TIP);
  if (bytes.length > MAX_BYTES) return fail('mod-settings-broken', `It has ${bytes.length} bytes, more than any mod settings.`, TIP);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [major, minor, patch] = [0, 2, 4].map((at) => view.getUint16(at, true)) as [number, number, number];
  const before017 = major === 0 && minor < 17;
  try {
    const tree = new TreeReader(bytes, before017 ? 8 : 9).read();
    if (!isTable(tree)) return fail('mod-settings-broken', 'It holds something else than a table of settings.', TIP);
    return ok({ gameVersion: `${major}.${minor}.${patch}`, startup: startupOf(tree) });
  } catch (error) {
    if (!(error instanceof BrokenTree)) throw error;
    return fail('mod-settings-broken', `Its settings cannot be read: ${error.message}.`, TIP);
  }
}

function startupOf(tree: TreeTable): ModSettings['startup'] {
  const startup: ModSettings['startup'] = Object.create(null);
  const section = tree.get('startup') ?? null;
  for (const [name, setting] of isTable(section) ? section : []) {
    const value = plain(isTable(setting) ? (setting.get('value') ?? null) : setting);
    if (value !== null) startup[name] = value;
  }
  return startup;
}

function plain(value: Tree): string | number | boolean | null {
  if (!isTable(value)) return value !== null && typeof value === 'object' ? null : value;
  const channels = ['r', 'g', 'b', 'a'].map((key) => value.get(key)).filter((channel) => typeof channel === 'number');
  return channels.length > 0 ? channels.join(', ') : null;
}

const isTable = (tree: Tree): tree is TreeTable => tree instanceof Map;
