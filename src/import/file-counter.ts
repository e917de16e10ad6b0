import type { FileReport } from '../core/world/types';
import type { FileSummary, LogEntry, LogSink } from './format';

const MAX_WORLDS = 100;

/** What an importer gives for a log: it learns to which worlds the lines belong. */
export interface WorldSink extends LogSink {
  readonly worlds: ReadonlySet<string>;
}

/** What became of one file: counts on the way into the importer. */
export class FileCounter {
  readonly name: string;
  bytesDone = 0;
  done = false;
  private summary: FileSummary | null = null;
  private label = '';
  private packets = 0;
  private readonly logs: WorldSink[] = [];
  /** Worlds that came whole, in a snapshot. */
  readonly kept = new Set<string>();

  /** Of a folder's part the size is known when it has been read. */
  constructor(private readonly source: { readonly name: string; readonly size: number }) {
    this.name = source.name;
  }

  log(sink: WorldSink, label: string): LogSink {
    this.label ||= label;
    this.logs.push(sink);
    return {
      head: (text) => sink.head(text),
      other: () => sink.other(),
      done: (story) => sink.done?.(story),
      entry: (entry) => {
        this.packets += packetsIn(entry);
        sink.entry(entry);
      },
    };
  }

  end(summary: FileSummary): void {
    this.summary = summary;
    this.done = true;
    this.bytesDone = this.source.size;
  }

  report(): FileReport {
    const { name, packets, summary } = this;
    const worlds = new Set([...this.kept, ...this.logs.flatMap((log) => [...log.worlds].slice(0, MAX_WORLDS))]);
    return {
      name,
      bytes: this.source.size,
      format: summary?.format ?? this.label,
      worlds: [...worlds].slice(0, MAX_WORLDS),
      packets,
      note: summary?.note ?? '',
      ...(summary?.ofPack === true ? { ofPack: true } : {}),
    };
  }
}

function packetsIn(entry: LogEntry): number {
  if (entry.type === 'engine') return 0;
  if (entry.type === 'foreign') return entry.packets.length;
  if (typeof entry.envelope.d !== 'string') return entry.envelope.d.length;
  // A list in several parts counts with its first.
  return entry.envelope.part?.[0] === 1 ? 1 : 0;
}
