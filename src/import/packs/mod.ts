/** A mod, unpacked or zipped, or one of the game's own folders (core, base, space-age …): what it is, its texts, and a shelf of the rest. */
import { parseCfg } from '../../core/prototype/locale/cfg';
import type { FileSink } from '../format';
import { parseModInfo } from '../mod-files/mod-info';
import type { Folder } from './folder';
import { shelfOf } from './shelf';

/** `locale/<language>/<any>.cfg`; folders below a language are no texts of the game's. */
const CFG = /^locale\/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\/[^/]+\.cfg$/;
/** The game's own longest has 400 kB. */
const MAX_CFG = 8 * 1024 * 1024;
/** Of all texts of one mod, in every language. */
const MAX_TEXTS = 256 * 1024 * 1024;
const MAX_INFO = 1024 * 1024;
const MAX_CFGS = 20_000;
/** Files at a time. */
const BATCH = 50;

const decoder = new TextDecoder();

/** `root`: "" or with "/" at its end. `from`: for the person, "mods/bztin_2.1.14.zip". False: its info.json names no mod. */
export async function readMod(
  folder: Folder,
  root: string,
  from: string,
  sink: Pick<FileSink, 'pack' | 'problem' | 'turn'>,
  signal: AbortSignal,
): Promise<boolean> {
  const [bytes] = await folder.read([`${root}info.json`], signal, MAX_INFO);
  if (!bytes) return false;
  const info = parseModInfo(decoder.decode(bytes));
  if (!info.ok) {
    sink.problem({ ...info.problem, file: `${from}/info.json` });
    return false;
  }
  const { name, version } = info.value;
  sink.pack.mod(info.value, from);
  // All of the game's own folders have its version, but a DLC's may lie there alone.
  if (name === 'base' && version !== null) sink.pack.gameVersion(version, `${from}/info.json`);
  await readLocale(folder, root, name, version, from, sink, signal);
  sink.pack.shelf(shelfOf(folder, root, name, version, from));
  return true;
}

async function readLocale(
  folder: Folder,
  root: string,
  mod: string,
  version: string | null,
  from: string,
  sink: Pick<FileSink, 'pack' | 'problem' | 'turn'>,
  signal: AbortSignal,
): Promise<void> {
  const files: { path: string; language: string }[] = [];
  for (const path of folder.paths) {
    const language = path.startsWith(root) ? CFG.exec(path.slice(root.length))?.[1] : undefined;
    if (language !== undefined) files.push({ path, language });
  }
  // The game reads them by name; a later one wins.
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length > MAX_CFGS) {
    const detail = `It has ${files.length.toLocaleString('en')} files of texts; the first ${MAX_CFGS.toLocaleString('en')} are read.`;
    sink.problem({ code: 'too-many-texts', file: from, line: 0, detail, tip: '' });
    files.length = MAX_CFGS;
  }
  let total = 0;
  for (let at = 0; at < files.length && total <= MAX_TEXTS; at += BATCH) {
    const batch = files.slice(at, at + BATCH);
    const paths = batch.map(({ path }) => path);
    for (const [i, text] of (await folder.read(paths, signal, MAX_CFG)).entries()) {
      const { path, language } = batch[i]!;
      total += text?.length ?? 0;
      if (text !== null) sink.pack.locale(mod, language, parseCfg(decoder.decode(text)), version, path.slice(root.length));
    }
    await sink.turn(0);
  }
  if (total <= MAX_TEXTS) return;
  sink.problem({
    code: 'too-many-texts',
    file: from,
    line: 0,
    detail: 'It has more than 256 MB of texts: the rest was not read.',
    tip: '',
  });
}
