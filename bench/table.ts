import type { Row } from './row';

/** Whether a row's bound does not hold. */
export function missed({ bound, limits, ratio, measured }: Row): boolean {
  return bound !== null && (limits === 'ratio' ? (ratio ?? Number.POSITIVE_INFINITY) : measured) > bound;
}

/** Three digits that count. */
const short = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3);

/** A table in Markdown, aligned to be read as it is. */
export function table(rows: readonly Row[]): string {
  const head = ['work', 'measured', 'floor', 'ratio', 'bound', ''];
  const lines = rows.map((row) => {
    const { work, measured, floor, against, ratio, bound, limits, unit } = row;
    return [
      work,
      `${short(measured)} ${unit}`,
      floor === null ? '' : `${short(floor)} ${unit}${against ? ` (${against})` : ''}`,
      ratio === null ? '' : `${ratio.toFixed(2)} ×`,
      bound === null ? '' : limits === 'ratio' ? `≤ ${bound} ×` : `≤ ${bound} ${unit}`,
      bound === null ? '' : missed(row) ? 'MISSED' : 'kept',
    ];
  });
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((cells) => cells[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...lines.map(line)].join('\n');
}
