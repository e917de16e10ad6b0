/** Ways in which a log arrives. Each takes the log's text and gives the bytes of the file that a carrier makes of it. */
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';

export interface Carried {
  /** What is put behind the file's name. */
  ending: string;
  bytes: Uint8Array;
}

/** Docker cuts what a program prints into pieces of this many bytes. */
const DOCKER_PIECE = 16 * 1024;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** The last one may have no end yet. */
const linesOf = (log: string): string[] => log.replace(/\n$/, '').split('\n');
/** A date at which a log without one was written. */
const START = '2026-05-02 19:30:00';

/** When each line came out: the game's own clock says so, and the carrier's is the same. */
function clocks(log: string): number[] {
  const start = Date.parse(`${(/^ *0\.\d{3} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d); /.exec(log)?.[1] ?? START).replace(' ', 'T')}Z`);
  let clock = start;
  return linesOf(log).map((line) => {
    const seconds = /^ *(\d+\.\d{3}) /.exec(line)?.[1];
    if (seconds !== undefined) clock = start + Number(seconds) * 1000;
    return Math.round(clock);
  });
}
const iso = (clock: number): string => new Date(clock).toISOString();
/** Nanoseconds, as docker writes them. */
const nano = (clock: number): string => iso(clock).replace('Z', '123456Z');

function eachLine(log: string, put: (line: string, clock: number) => string): Uint8Array {
  const when = clocks(log);
  const lines = linesOf(log).map((line, i) => `${put(line, when[i]!)}\n`);
  return utf8(lines.join(''));
}

function* pieces(line: string): Iterable<string> {
  const bytes = utf8(`${line}\n`);
  for (let at = 0; at < bytes.length; at += DOCKER_PIECE) yield new TextDecoder().decode(bytes.subarray(at, at + DOCKER_PIECE));
}

/** Journald's export form writes what is not plain text by its length in eight bytes. */
function journalField(name: string, value: string): Uint8Array {
  if (/^[\x20-\x7e]*$/.test(value)) return utf8(`${name}=${value}\n`);
  const bytes = utf8(value);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true);
  return Buffer.concat([utf8(`${name}\n`), length, bytes, utf8('\n')]);
}

export const carriers: Record<string, (log: string) => Carried> = {
  'as it is': (log) => ({ ending: '', bytes: utf8(log) }),
  'with CR LF': (log) => ({ ending: '', bytes: utf8(log.replaceAll('\n', '\r\n')) }),
  'docker json-file': (log) => ({
    ending: '-json.log',
    bytes: eachLine(log, (line, clock) =>
      [...pieces(line)].map((piece) => JSON.stringify({ log: piece, stream: 'stdout', time: nano(clock) })).join('\n'),
    ),
  }),
  'docker logs -t': (log) => ({ ending: '', bytes: eachLine(log, (line, clock) => `${nano(clock)} ${line}`) }),
  'journalctl -o short-iso': (log) => ({
    ending: '.txt',
    bytes: eachLine(log, (line, clock) => `${iso(clock).replace(/\.\d+Z$/, '+0000')} quay factorio[812]: ${line}`),
  }),
  'journalctl -o export': (log) => {
    const when = clocks(log);
    const fields = (line: string, i: number) => [
      utf8(`__REALTIME_TIMESTAMP=${when[i]! * 1000}\n_HOSTNAME=quay\n`),
      journalField('MESSAGE', line),
      utf8('\n'),
    ];
    return { ending: '.export', bytes: Buffer.concat(linesOf(log).flatMap(fields)) };
  },
  'syslog RFC 5424': (log) => ({ ending: '', bytes: eachLine(log, (line, clock) => `<14>1 ${iso(clock)} quay factorio 812 - - ${line}`) }),
  gzipped: (log) => ({ ending: '.gz', bytes: gzipSync(log) }),
  zipped: (log) => ({ ending: '.zip', bytes: zipSync({ 'logs/log.txt': utf8(log) }) }),
};

/** Carriers of what was never a line of a log. */
export const FILE_CARRIERS = ['as it is', 'gzipped', 'zipped'];
