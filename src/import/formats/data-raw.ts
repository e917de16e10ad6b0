import type { DumpSink } from '../../core/pack/types';
import type { RawTable } from '../../core/prototype/types';
import type { Problem } from '../../core/result';
import type { Format, Sink } from '../format';
import { type Fault, JsonSplitter, MAX_VALUE } from '../packs/json-splitter';
import { asUtf8, windowsOf } from '../windows';
import { headText } from './head';

/** Space Age has 9,000 prototypes, the largest modpacks 60,000. */
const MAX_PROTOTYPES = 1_000_000;
const MAX_BYTES = 1024 ** 3;
/** The first type may be an empty table, which Lua writes as a list or as an object. */
const BEGINS = /^\s*\{(?:\s*"[^"]*"\s*:\s*(?:\{\s*\}|\[\s*\])\s*,){0,50}\s*"[^"\\]*"\s*:\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{/;

const decoder = new TextDecoder();

/** What `--dump-data` leaves: script-output/data-raw-dump.json, all of data.raw by type and name; and what others write in that form. */
export const dataRaw: Format = {
  id: 'data-raw',
  label: 'Prototype dump',
  help: {
    drop: 'script-output/data-raw-dump.json',
    from: 'factorio --dump-data',
    map: false,
    history: false,
    items: true,
    icons: false,
  },
  sniff(head, name) {
    const text = headText(head) ?? '';
    return BEGINS.test(text) ? /"type"\s*:\s*"/.test(text) : /data-raw-dump[^/]*\.json$/i.test(name) && /^\s*\{/.test(text);
  },
  async read(source, sink, signal) {
    const reading = new Reading(sink, source.name);
    let total = 0;
    let last = 0;
    for await (const { bytes, done } of asUtf8(windowsOf(source, signal))) {
      signal.throwIfAborted();
      total += bytes.length;
      last = done;
      if (total > MAX_BYTES) {
        reading.problem('dump-too-large', 0, 'It is longer than 1 GB: the rest was not read.', 'No set of mods has so many prototypes.');
        break;
      }
      reading.push(bytes);
      if (reading.full) break;
      await sink.turn(done);
    }
    reading.end();
    await sink.turn(last);
  },
};

class Reading {
  private readonly splitter: JsonSplitter;
  private readonly dump: DumpSink;
  private count = 0;
  /** There are more prototypes than anybody has. */
  full = false;

  constructor(
    private readonly sink: Sink,
    private readonly file: string,
  ) {
    this.dump = sink.pack.dump(file);
    this.splitter = new JsonSplitter({
      value: (type, name, json, line) => this.value(type, name, json, line),
      fault: (fault, line, type, name) => this.problem(...words(fault, line, shown(type, name))),
    });
  }

  push(bytes: Uint8Array): void {
    this.splitter.push(bytes);
  }

  end(): void {
    const { whole, open, line } = this.splitter;
    if (!whole && !this.full) {
      const what = open === null ? '' : ` The last one, ${shown(open.type, open.name)}, is left out.`;
      const detail = `The dump is cut: it ends in the middle, after ${this.count.toLocaleString('en')} whole prototypes, which are kept.${what}`;
      this.problem('dump-cut', line, detail, 'Let the game write it again, and wait until it has ended.');
    }
    this.dump.end(whole && !this.full);
  }

  private value(type: string, name: string, json: Uint8Array, line: number): void {
    if (this.full) return;
    if (this.count >= MAX_PROTOTYPES) {
      this.full = true;
      this.problem(
        'dump-too-large',
        line,
        'There are more than a million prototypes: the rest was not read.',
        'No set of mods has so many.',
      );
      return;
    }
    let table: unknown;
    try {
      table = JSON.parse(decoder.decode(json));
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 120) : '';
      this.problem('bad-prototype', line, `${shown(type, name)} is no JSON (${why}): it was left out.`, DAMAGED);
      return;
    }
    this.count++;
    this.dump.prototype(type, name, table as RawTable);
  }

  problem(code: string, line: number, detail: string, tip: string): void {
    this.sink.problem({ code, file: this.file, line, detail, tip } satisfies Problem);
  }
}

const DAMAGED = 'The file was damaged or changed: let the game write it again (--dump-data).';
const shown = (type: string, name: string): string => `"${name.slice(0, 100)}" (${type.slice(0, 60)})`;

function words(fault: Fault, line: number, what: string): [code: string, line: number, detail: string, tip: string] {
  switch (fault) {
    case 'too-long':
      return ['prototype-too-long', line, `${what} is longer than ${MAX_VALUE / 1024 / 1024} MB: it was left out.`, ''];
    case 'too-deep':
      return ['prototype-too-deep', line, `${what} has more than 500 tables in each other: it was left out.`, ''];
    case 'bad-name':
      return ['bad-name', line, 'A name is too long or damaged: what it names was left out.', DAMAGED];
    case 'no-object':
      return ['bad-prototype', line, `${what} is no table: it was left out.`, DAMAGED];
    case 'garbage':
      return ['bad-prototype', line, `Here, about ${what}, stands what is no JSON. What comes next is read again.`, DAMAGED];
    case 'trailing':
      return [
        'dump-trailing',
        line,
        'Something stands behind the end of the dump, which was not read.',
        'Another dump is a file of its own.',
      ];
  }
}
