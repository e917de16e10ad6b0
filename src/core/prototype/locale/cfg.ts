import type { LocaleTable } from '../../pack/types';

/** Far beyond the largest real ones (core's has 4,000 keys in 400 kB); what is past them is left out. */
const MAX_TEXT = 32 * 1024 * 1024;
const MAX_KEYS = 200_000;
const MAX_KEY = 400;
const MAX_VALUE = 20_000;

/**
 * Reads one `.cfg` of a locale folder: `[section]`, then `key=value`; `;` and `#` start a comment line. The key becomes "section.key".
 * White space beside `=` belongs to key and value, as in the game; `\n` in a value is a line break. Of a key given twice the later counts.
 * Source: wiki.factorio.com/Tutorial:Localisation.
 */
export function parseCfg(text: string): LocaleTable {
  const table = new Map<string, string>();
  const end = Math.min(text.length, MAX_TEXT);
  let section = '';
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (from < end && table.size < MAX_KEYS) {
    let to = text.indexOf('\n', from);
    if (to < 0 || to > end) to = end;
    const line = text.slice(from, to).trimStart().replace(/\r+$/, '');
    from = to + 1;
    const first = line[0];
    if (first === undefined || first === ';' || first === '#') continue;
    const equals = line.indexOf('=');
    // A key may begin with "[" too, but a section has no "=" behind its bracket.
    if (first === '[' && (equals < 0 || line.trimEnd().endsWith(']'))) {
      const close = line.lastIndexOf(']');
      if (close > 0) section = line.slice(1, close).slice(0, MAX_KEY);
      continue;
    }
    if (equals <= 0 || equals > MAX_KEY) continue;
    const key = line.slice(0, equals);
    table.set(section === '' ? key : `${section}.${key}`, line.slice(equals + 1, equals + 1 + MAX_VALUE).replaceAll('\\n', '\n'));
  }
  return table;
}
