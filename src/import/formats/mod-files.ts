/** The small files that say which mods a game has, and how they are set; and a mod's own, given without its folder. */
import { parseCfg } from '../../core/prototype/locale/cfg';
import { fail } from '../../core/result';
import type { Format } from '../format';
import { parseModInfo } from '../mod-files/mod-info';
import { parseModList } from '../mod-files/mod-list';
import { parseModSettings } from '../mod-files/mod-settings';
import { languageOfPath } from '../packs/languages';
import { wholeBytes, wholeText } from '../packs/whole-text';
import type { Source } from '../source';
import { headText } from './head';

const MAX_BYTES = 32 * 1024 * 1024;
const text = (head: Uint8Array) => headText(head) ?? '';
const tooLong = (source: Source) => fail('file-too-large', 'It is longer than 32 MB: it was left out.', '', source.name).problem;

export const modList: Format = {
  id: 'mod-list',
  label: 'Mod list',
  help: { drop: 'mods/mod-list.json', from: 'the game', map: false, history: false, items: true, icons: false },
  sniff: (head) => /^\s*\{\s*"mods"\s*:\s*\[\s*(?:\{\s*"(?:name|enabled|version)"\s*:|\])/.test(text(head)),
  async read(source, sink, signal) {
    const whole = await wholeText(source, MAX_BYTES, signal);
    if (whole === null) return sink.problem(tooLong(source));
    const list = parseModList(whole);
    if (!list.ok) return sink.problem({ ...list.problem, file: source.name });
    sink.pack.modList(list.value, source.name);
    await sink.turn(source.size);
  },
};

export const modSettings: Format = {
  id: 'mod-settings',
  label: 'Mod settings',
  help: { drop: 'mods/mod-settings.dat', from: 'the game', map: false, history: false, items: true, icons: false },
  // A property tree: game version (four 16-bit numbers), a bool, then a dictionary (type 5) that begins with "startup".
  sniff: (head) => headText(head) === null && new TextDecoder().decode(head.subarray(0, 64)).includes('startup'),
  async read(source, sink, signal) {
    const whole = await wholeBytes(source, MAX_BYTES, signal);
    if (whole === null) return sink.problem(tooLong(source));
    const settings = parseModSettings(whole);
    if (!settings.ok) return sink.problem({ ...settings.problem, file: source.name });
    sink.pack.settings(settings.value.gameVersion, settings.value.startup, source.name);
    await sink.turn(source.size);
  },
};

/** A mod's info.json without its folder: its name and version, nothing to look at. Whole mods: packs/mod.ts. */
export const modInfo: Format = {
  id: 'mod-info',
  label: 'Mod',
  help: {
    drop: 'mods/ and the game’s data/, or what is in them: mods zipped and unpacked, core, base, space-age',
    from: 'the game',
    map: false,
    history: false,
    items: true,
    icons: true,
  },
  sniff: (head, name) =>
    /(^|\/)info\.json$/i.test(name) &&
    /^\s*\{/.test(text(head)) &&
    /"(?:factorio_version|version|dependencies|title)"\s*:/.test(text(head)),
  async read(source, sink, signal) {
    const whole = await wholeText(source, MAX_BYTES, signal);
    if (whole === null) return sink.problem(tooLong(source));
    const info = parseModInfo(whole);
    if (!info.ok) return sink.problem({ ...info.problem, file: source.name });
    sink.pack.mod(info.value, source.name);
    if (info.value.name === 'base' && info.value.version !== null) sink.pack.gameVersion(info.value.version, source.name);
    await sink.turn(source.size);
  },
};

/** A `.cfg` of a mod's locale folder, given without its mod. */
export const cfg: Format = {
  id: 'cfg',
  label: 'Texts of a mod',
  sniff: (head, name) => /\.cfg$/i.test(name) && head.length > 0 && headText(head) !== null,
  async read(source, sink, signal) {
    const language = languageOfPath(source.name);
    if (language === null) {
      const tip = 'Drop the mod’s folder or zip, or the folder locale/ with its languages in it.';
      return sink.problem(fail('cfg-language', 'These may be texts of a mod, but not in which language.', tip, source.name).problem);
    }
    const whole = await wholeText(source, MAX_BYTES, signal);
    if (whole === null) return sink.problem(tooLong(source));
    const [, mod = '', file = ''] = /(?:^|([^/]+)\/)(locale\/.*)$/.exec(source.name) ?? [];
    const table = parseCfg(whole);
    if (table.size > 0) sink.pack.locale(mod.replace(/_\d+(?:\.\d+)*$/, ''), language, table, null, file || source.name);
    await sink.turn(source.size);
  },
};
