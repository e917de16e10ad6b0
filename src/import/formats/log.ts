import { MARKER, TEXT_MARKER } from '../../core/packet/schema';
import type { Problem } from '../../core/result';
import { CarrierReader } from '../carriers';
import type { Format, Sink } from '../format';
import { LineSplitter, readLines } from '../lines';
import { type LogOptions, LogReader } from '../log-reader';
import { DumpLines } from '../packs/dump-lines';
import type { Source } from '../source';
import { asUtf8, encodingOf, windowsOf } from '../windows';
import { CONSOLE } from './engine-lines';
import { headText } from './head';
import { KAFKATORIO_MARKER } from './kafkatorio';

const MARK = new RegExp(`${MARKER}|${TEXT_MARKER}|${KAFKATORIO_MARKER.source}`);
const SECONDS = /^ *\d+\.\d{3} /;
const SURE =
  /^ *\d+\.\d{3} (?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d; Factorio |(?:Info|Error|Warning) \w+\.cpp:\d+: |Script @|Loading mod |Checksum |Operating system: |Goodbye)/;

/** Whether these are lines of a game, in whatever carrier. */
function looksLikeLog(head: Uint8Array): boolean {
  let sure = false;
  let seconds = 0;
  const decoder = new TextDecoder();
  const carrier = new CarrierReader({
    content(bytes, start, end) {
      const line = decoder.decode(bytes.subarray(start, Math.min(end, start + 2000)));
      if (SECONDS.test(line)) seconds++;
      sure ||= SURE.test(line) || CONSOLE.test(line) || MARK.test(line);
    },
    tooLong() {},
    skims: false,
    idle() {},
  });
  const splitter = new LineSplitter(carrier);
  splitter.push(head);
  splitter.end();
  carrier.end();
  return sure || seconds >= 3;
}

function utf8Head(head: Uint8Array): Uint8Array {
  const { label, mark } = encodingOf(head);
  return label === 'utf-8' ? head.subarray(mark) : new TextEncoder().encode(new TextDecoder(label).decode(head));
}

/** Reads one log from front to back into one `sink.log`. */
export async function readLog(source: Source, sink: Sink, signal: AbortSignal, label: string, options: LogOptions = {}): Promise<void> {
  const log = sink.log(source.name, label);
  const report = (problem: Problem) => sink.problem({ ...problem, file: source.name });
  const dump = options.bare ? undefined : new DumpLines(sink.pack, source.name, report);
  const reader = new LogReader(log, report, { ...options, scan: sink.scan, dump });
  await readLines(asUtf8(windowsOf(source, signal)), reader, (done) => sink.turn(done));
  reader.end();
  log.done?.(reader.story);
}

export const log: Format = {
  id: 'log',
  label: 'Factorio log',
  help: {
    drop: 'factorio-current.log, captured stdout, a console log; as docker, journald or syslog keep them',
    from: 'the game or its server; with the Item Browser’s Dump mod it holds items',
    map: true,
    history: true,
    // A Dump mod's lines.
    items: true,
    icons: false,
  },
  sniff(head, name) {
    // Text that calls itself a log is read even when its beginning says nothing: it may be all a mod's own lines.
    return looksLikeLog(utf8Head(head)) || (/\.log(\.\d+)?$/i.test(name) && head.length > 0 && headText(head) !== null);
  },
  read: (source, sink, signal) => readLog(source, sink, signal, log.label),
};
