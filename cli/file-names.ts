/** Names of prototypes as names of files. */
import { createHash } from 'node:crypto';

/** What some system does not allow, and `%`, which stands before what is written otherwise. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*%]/g;
/** Windows' devices, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Bytes; most systems allow 255, and an ending comes behind it. */
const MAX_BYTES = 180;

/**
 * One name a prototype, also where case or the form of an accent does not tell files apart. The same names in the same order always
 * become the same files.
 */
export class FileNames {
  private readonly taken = new Set<string>();

  /** Without ending, within `folder`. */
  take(folder: string, name: string): string {
    const safe = safeName(name);
    for (let n = 1; ; n++) {
      const path = `${folder}/${n === 1 ? safe : `${safe}~${n}`}`;
      const key = path.normalize('NFKC').toLowerCase();
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return path;
    }
  }
}

export function safeName(name: string): string {
  const written = name
    // A half of a character is none on disk.
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(FORBIDDEN, percent)
    .replace(/^[. ]|[. ]$/g, percent);
  const safe = DEVICE.test(written) ? `${percent(written[0]!)}${written.slice(1)}` : written;
  if (safe === '') return '%';
  if (Buffer.byteLength(safe) <= MAX_BYTES) return safe;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  let short = '';
  for (const letter of safe) {
    if (Buffer.byteLength(short) + Buffer.byteLength(letter) > MAX_BYTES - 14) break;
    short += letter;
  }
  return `${short}~${hash}`;
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
