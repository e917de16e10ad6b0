import { isDumpedIcon } from '../../core/no-logs';
import type { Kind } from '../../core/prototype/types';
import type { FileSink } from '../format';
import { startsWith } from '../formats/head';
import { BATCH, type Folder } from './folder';

/**
 * The prototype that a dumped icon is of: `--dump-icon-sprites` leaves script-output/<kind>/<name>.png with premultiplied pixels, one
 * picture a prototype, whose name may hold anything but a slash. Null: it is another picture.
 */
export function dumpedIconOf(path: string): { kind: Kind; name: string } | null {
  if (!isDumpedIcon(path)) return null;
  const [kind = '', file = ''] = path.split('/').slice(-2);
  return { kind: kind as Kind, name: file.slice(0, -4) };
}

export const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Nobody's modpack has so many prototypes with an icon. */
const MAX_ICONS = 100_000;
/** The largest, of a planet on the star map, is 512 px a side. */
const MAX_ICON = 4 * 1024 * 1024;

export async function readDumpedIcons(
  folder: Folder,
  paths: readonly string[],
  name: string,
  sink: FileSink,
  signal: AbortSignal,
): Promise<void> {
  if (paths.length > MAX_ICONS) {
    const detail = `There are ${paths.length.toLocaleString('en')} icons; the first ${MAX_ICONS.toLocaleString('en')} are read.`;
    sink.problem({ code: 'too-many-icons', file: name, line: 0, detail, tip: '' });
  }
  for (let at = 0; at < Math.min(paths.length, MAX_ICONS); at += BATCH) {
    const batch = paths.slice(at, at + BATCH);
    const pictures = await folder.read(batch, signal, MAX_ICON);
    for (const [i, png] of pictures.entries()) if (png !== null) onePicture(batch[i]!, png, sink);
    await sink.turn(0);
  }
}

/** One icon of a dump; a file that is none is told. */
export function onePicture(path: string, png: Uint8Array, sink: Pick<FileSink, 'pack' | 'problem'>): void {
  const of = dumpedIconOf(path);
  if (of === null) return;
  if (isPng(png)) sink.pack.picture({ ...of, png, premultiplied: true, picture: 'native' });
  else sink.problem({ code: 'png-damaged', file: path, line: 0, detail: 'This is no PNG: the icon was left out.', tip: 'Copy it again.' });
}
