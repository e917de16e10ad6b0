import type { FileReport } from '../core/world/types';
import type { LogSink } from './format';
import type { Source } from './source';

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
  private readonly size: number;
  private format = '';
  private packets = 0;
  private engine = 0;
  private readonly logs: WorldSink[] = [];

  constructor(source: Source) {
    this.name = source.name;
    this.size = source.size;
  }

  log(sink: WorldSink, format: string): LogSink {
    this.format = format;
    this.logs.push(sink);
    return {
      head: (text) => sink.head(text),
      other: () => sink.other(),
      entry: (entry) => {
        if (entry.type === 'engine') this.engine += 1;
        else if (entry.type === 'foreign') this.packets += entry.packets.length;
        // A packet in several parts counts with its first.
        else if (typeof entry.envelope.d !== 'string') this.packets += entry.envelope.d.length;
        else if (entry.envelope.part?.[0] === 1) this.packets += 1;
        sink.entry(entry);
      },
    };
  }

  end(): void {
    this.done = true;
    this.bytesDone = this.size;
  }

  report(): FileReport {
    const { name, size: bytes, format, packets } = this;
    const worlds = new Set(this.logs.flatMap((log) => [...log.worlds].slice(0, MAX_WORLDS)));
    return { name, bytes, format, worlds: [...worlds].slice(0, MAX_WORLDS), packets, note: this.done ? this.note() : '' };
  }

  private note(): string {
    if (this.packets > 0 || this.format === '') return '';
    if (this.engine === 0) return 'Nothing in it tells of a game. Drop the game’s log, factorio-current.log, or a server’s console output.';
    return (
      'It tells the game’s own story (version, mods, who joined and what was said) but holds no map: the game writes none into its log. ' +
      'Install the Factoscope mod, play on, and drop the new log.'
    );
  }
}
