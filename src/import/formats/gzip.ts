import { Gunzip } from 'fflate';
import type { Format, Sink } from '../format';
import type { Source } from '../source';
import { Gather, streamSource } from '../stream-source';
import { type Windows, windowsOf } from '../windows';
import { startsWith } from './head';

/** So much deflate data at a time: it can become 16 MB at most. */
const STEP = 16_384;
/** fflate's number for what does not begin as a gzip member does. */
const NO_MEMBER = 6;
const MAX_BYTES = 4 * 1024 ** 3;

async function* gunzip(source: Source, signal: AbortSignal, problem: (code: string, detail: string, tip: string) => void): Windows {
  const gather = new Gather();
  let total = 0;
  const stream = new Gunzip((piece) => {
    total += piece.length;
    gather.add(piece);
  });
  try {
    for await (const { bytes, done } of windowsOf(source, signal)) {
      for (let at = 0; at < bytes.length; at += STEP) {
        const step = bytes.subarray(at, at + STEP);
        stream.push(step, done >= source.size && at + STEP >= bytes.length);
        if (total > MAX_BYTES) {
          problem('zip-bomb', 'It inflates to more than 4 GB: the rest was not read.', 'Unpack it and drop the pieces.');
          return;
        }
        const piece = gather.take(false);
        if (piece) yield { bytes: piece, done: done - bytes.length + at + step.length };
      }
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Zeros or a signature after the last member are nobody's loss.
    if (total === 0 || error.code !== NO_MEMBER) {
      problem('gzip-damaged', `The gzip file is cut or damaged (${error.message}); what comes before is read.`, 'Copy the file again.');
    }
  }
  const rest = gather.take(true);
  if (rest) yield { bytes: rest, done: source.size };
}

/** fflate's errors carry a number. */
function isDamage(error: unknown): error is Error & { code: number } {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'number';
}

export const gzip: Format = {
  id: 'gzip',
  label: 'gzip',
  help: { drop: '*.gz of anything that is read', from: 'rotated logs', map: true, history: true, items: false, icons: false },
  sniff: (head) => startsWith(head, 0x1f, 0x8b, 8),
  async read(source, sink: Sink, signal) {
    const inner = streamSource(source.name, source.size * 8, (innerSignal, quiet) =>
      gunzip(source, quiet ? signal : innerSignal, (code, detail, tip) => {
        if (!quiet) sink.problem({ code, file: source.name, line: 0, detail, tip });
      }),
    );
    await sink.nested(inner);
  },
};
