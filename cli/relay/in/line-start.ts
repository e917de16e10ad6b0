/** Whether bytes begin a line of their own, or are the rest of one. */
import { ascii } from '../../../src/import/head-text';

/** So many bytes tell. */
export const TELLING = 64;

/** Seconds since launch, a date, a marker of packets. */
const LINE_START =
  /^(?: *\d+\.\d{3} |\d{4}-\d\d-\d\d[T ]\d\d:|Factoscope(?:-text)?:|KafkatorioPacket|FactorioEvent|<\d{1,3}>1 |@\d{1,15} )/;
/** What a line of a JSONL file or of docker's begins with; inside of a line of another kind an object may begin so too. */
const OBJECT_START = /^\{"(?:v|log|stream|time)":/;

/** `half`: what stands before them, if it does at all; `bytes`: at least `TELLING` of them or a whole line. */
export function beginsLine(bytes: Uint8Array, half: Uint8Array): boolean {
  const head = ascii(bytes, 0, Math.min(bytes.length, TELLING));
  return LINE_START.test(head) || (OBJECT_START.test(head) && half[0] === 123);
}
