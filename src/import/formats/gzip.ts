import { Gunzip } from 'fflate';
import type { Problem } from '../../core/result';
import type { Format, Sink } from '../format';
import { bomb, Growth } from '../growth';
import type { Source } from '../source';
import { Gather, streamSource } from '../stream-source';
import { type Windows, windowsOf } from '../windows';
import { startsWith } from './head';

/** fflate's number for what does not begin as a gzip member does. */
const NO_MEMBER = 6;
const MAX_BYTES = 4 * 1024 ** 3;
/** Every member costs something, be it empty: of so many, each must have some bytes of its own. */
const MANY_MEMBERS = 10_000;
const MEMBER_BYTES = 64;

async function* gunzip(source: Source, signal: AbortSignal, report: (problem: Problem) => void): Windows {
  const problem = (code: string, detail: string, tip: string) => report({ code, file: source.name, line: 0, detail, tip });
  const gather = new Gather();
  const growth = new Growth();
  let total = 0;
  let members = 0;
  const stream = new Gunzip((piece) => {
    total += piece.length;
    growth.gave(piece.length);
    gather.add(piece);
  });
  stream.onmember = () => {
    members++;
  };
  try {
    for await (const { bytes, done } of windowsOf(source, signal)) {
      for (let at = 0; at < bytes.length; ) {
        const step = bytes.subarray(at, at + growth.step);
        growth.took(step.length);
        at += step.length;
        stream.push(step, done >= source.size && at >= bytes.length);
        const read = done - bytes.length + at;
        if (growth.isBomb) {
          const rest = gather.take(true);
          if (rest) yield { bytes: rest, done: read };
          return report({ ...bomb(source.name), file: source.name });
        }
        if (total > MAX_BYTES) {
          problem('zip-bomb', 'It inflates to more than 4 GB: the rest was not read.', 'Unpack it and drop the pieces.');
          return;
        }
        if (members > MANY_MEMBERS && members * MEMBER_BYTES > read) {
          problem(
            'gzip-members',
            `It consists of more than ${members.toLocaleString('en')} pieces with next to nothing in them: the rest was not read.`,
            'Unpack it and drop what is in it.',
          );
          break;
        }
        const piece = gather.take(false);
        if (piece) yield { bytes: piece, done: read };
      }
      if (members > MANY_MEMBERS && members * MEMBER_BYTES > done) break;
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
  help: { drop: '*.gz of anything that is read', from: 'rotated logs', map: true, history: true, items: true, icons: false },
  sniff: (head) => startsWith(head, 0x1f, 0x8b, 8),
  async read(source, sink: Sink, signal) {
    const inner = streamSource(source.name, source.size * 8, (innerSignal, quiet) =>
      gunzip(source, quiet ? signal : innerSignal, (problem) => {
        if (!quiet) sink.problem(problem);
      }),
    );
    await sink.nested(inner);
  },
};
