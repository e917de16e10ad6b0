/** RFC 5424 https://datatracker.ietf.org/doc/html/rfc5424, but for the length of names: a token is longer than 48 characters. */
import { isoClock } from '../../../src/import/clock';
import { ascii } from '../../../src/import/head-text';
import { MAX_TOKEN } from '../tokens';

export interface SyslogMessage {
  priority: number;
  /** Milliseconds since 1970; null: it says none. */
  clock: number | null;
  /** APP-NAME; null: `-`. */
  token: string | null;
  text: Uint8Array;
}

/** Docker's driver puts the tag into MSGID as well. */
const HEAD = new RegExp(`^<(\\d{1,3})>1 (\\S{1,64}) \\S{1,255} (\\S{1,${MAX_TOKEN}}) \\S{1,128} \\S{1,${MAX_TOKEN}} `);
const DATA = /^(?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+)(?: |$)/;
const MAX_DATA = 4096;
const MAX_HEAD = 2 * MAX_TOKEN + 600;
const LF = 10;

/** Null: it is none. */
export function readSyslog(message: Uint8Array): SyslogMessage | null {
  const head = HEAD.exec(ascii(message, 0, Math.min(message.length, MAX_HEAD)));
  if (head === null) return null;
  const from = head[0].length;
  const data = DATA.exec(ascii(message, from, Math.min(message.length, from + MAX_DATA)));
  if (data === null) return null;
  let start = from + data[0].length;
  if (message[start] === 0xef && message[start + 1] === 0xbb && message[start + 2] === 0xbf) start += 3;
  const end = message.at(-1) === LF ? message.length - 1 : message.length;
  const [, priority, time, token] = head;
  return {
    priority: Number(priority),
    clock: isoClock(time!),
    token: token === '-' ? null : token!,
    text: message.subarray(start, Math.max(start, end)),
  };
}
