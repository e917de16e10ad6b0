/**
 * Rows as CSV (RFC 4180), with CR LF. A spreadsheet takes a text that begins like a formula for one, and texts here are written by
 * strangers: such a text gets an apostrophe before it, as spreadsheets themselves do.
 */
export function csv(rows: Iterable<readonly (string | number | null)[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(cell).join(',')}\r\n`;
  return text;
}

function cell(value: string | number | null): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
