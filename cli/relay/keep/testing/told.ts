/** What made-up sources say, so that a log can be judged by itself: `a 17 ······`, the 17th line of a. */
import type { ServerLog } from '../../keeping';

const encoder = new TextEncoder();

/** Of another length each. */
export const lineOf = (source: string, number: number): string => `${source} ${number} ${'·'.repeat((number * 7919) % 23)}\n`;

/** Whole lines of a source from an offset of it on. */
export function told(source: string, from: number, count: number): { lines: Uint8Array; offset: number } {
  let offset = 0;
  let number = 0;
  for (; offset < from; number++) offset += encoder.encode(lineOf(source, number)).length;
  if (offset !== from) throw new Error(`no line of ${source} begins at ${from}`);
  const lines = encoder.encode(Array.from({ length: count }, (_, i) => lineOf(source, number + i)).join(''));
  return { lines, offset: from + lines.length };
}

export async function textOf(log: ServerLog, from = log.start): Promise<string> {
  const bytes: Uint8Array[] = [];
  for await (const piece of log.read(from, log.end)) bytes.push(piece);
  return Buffer.concat(bytes).toString('utf8');
}

/** How far each source is at the end of a text, every line of which must be whole, once there and in its order. `begun`: its beginning was dropped. */
export function judged(text: string, begun = false): Map<string, number> {
  const next = new Map<string, number>();
  for (const line of text.split(/(?<=\n)/)) {
    if (line === '') continue;
    const [source = '', number = ''] = line.split(' ');
    const expected = next.get(source) ?? (begun ? Number(number) : 0);
    if (line !== lineOf(source, expected)) throw new Error(`in place of line ${expected} of ${source} comes ${JSON.stringify(line)}`);
    next.set(source, expected + 1);
  }
  return new Map([...next].map(([source, count]) => [source, told(source, 0, count).offset]));
}
