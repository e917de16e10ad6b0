import type { PackSink } from '../../core/pack/types';
import type { Problem } from '../../core/result';
import type { FileSummary, LogEntry } from '../format';
import { noPack } from '../packs/no-pack';
import { readFile } from '../read-file';
import { bytesSource, type Source } from '../source';

export interface Collected {
  summary: FileSummary;
  logs: { name: string; format: string; heads: string[]; entries: LogEntry[]; others: number }[];
  entries: LogEntry[];
  problems: Problem[];
}

/** Everything that `readFile` finds in these bytes. */
export async function collect(bytes: Uint8Array | string | Source, name = 'test.log', pack: PackSink = noPack): Promise<Collected> {
  const source =
    typeof bytes === 'string'
      ? bytesSource(name, new TextEncoder().encode(bytes))
      : bytes instanceof Uint8Array
        ? bytesSource(name, bytes)
        : bytes;
  const logs: Collected['logs'] = [];
  const problems: Problem[] = [];
  const summary = await readFile(
    source,
    {
      log(logName, format) {
        const log: Collected['logs'][number] = { name: logName, format, heads: [], entries: [], others: 0 };
        logs.push(log);
        return {
          head: (text) => log.heads.push(text),
          entry: (entry) => log.entries.push(entry),
          other: () => {
            log.others++;
          },
        };
      },
      problem: (problem) => problems.push(problem),
      pack,
      turn: async () => {},
    },
    new AbortController().signal,
  );
  return { summary, logs, entries: logs.flatMap((log) => log.entries), problems };
}

/** The same bytes, given in windows of `size`. */
export function inWindows(bytes: Uint8Array, size: number, name = 'test.log'): Source {
  return {
    name,
    size: bytes.length,
    slice: async (start, end) => bytes.slice(start, Math.min(end, bytes.length)),
    async *stream() {
      for (let at = 0; at < bytes.length; at += size) {
        const end = Math.min(bytes.length, at + size);
        yield { bytes: bytes.slice(at, end), done: end };
      }
    },
  };
}
