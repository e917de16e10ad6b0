/**
 * A stream of syslog messages, cut. Each is framed as its first byte says (RFC 6587): `<` and all to the line feed, or its length and so
 * many bytes.
 */
import { GrowingBytes } from '../../../src/import/growing-bytes';
import type { Refusal } from './inlet';

const LF = 10;
const CR = 13;
const NUL = 0;
const SPACE = 32;
const LESS = 60;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
/** Digits of a length. */
const MAX_DIGITS = 8;

export class SyslogFrames {
  private readonly carry = new GrowingBytes();
  /** Of the message that has begun; null: by its line feed, or its length is not whole yet. */
  private missing: number | null = null;

  /** `most`: bytes of a message. */
  constructor(private readonly most: number) {}

  /** A message has begun and not ended. */
  get half(): boolean {
    return this.carry.length > 0 || this.missing !== null;
  }

  /** Whole messages, without what frames them. `refusal`: what comes behind them can be no message; nothing more can be read. */
  push(bytes: Uint8Array): { messages: Uint8Array[]; refusal: Refusal | null } {
    const messages: Uint8Array[] = [];
    let refusal: Refusal | null = null;
    for (let at = 0; at < bytes.length && refusal === null; ) {
      const took = this.one(bytes, at, messages);
      if (typeof took === 'number') at = took;
      else refusal = took;
    }
    return { messages, refusal };
  }

  /** One message, or its beginning; answers where what follows begins. */
  private one(bytes: Uint8Array, at: number, messages: Uint8Array[]): number | Refusal {
    if (this.missing !== null) return this.counted(bytes, at, messages);
    const first = this.carry.length > 0 ? this.carry.view()[0]! : bytes[at]!;
    if (first === LESS) return this.line(bytes, at, messages);
    if (isDigit(first)) return this.length(bytes, at);
    // Some end their counted messages with a line feed that is not counted, or with NUL.
    return first === LF || first === CR || first === NUL ? at + 1 : 'bad-frame';
  }

  private line(bytes: Uint8Array, at: number, messages: Uint8Array[]): number | Refusal {
    const found = bytes.indexOf(LF, at);
    const end = found < 0 ? bytes.length : found;
    if (this.carry.length + end - at > this.most) return 'too-long';
    if (found < 0) this.carry.append(bytes.subarray(at));
    else messages.push(this.whole(bytes.subarray(at, end)));
    return end + 1;
  }

  private length(bytes: Uint8Array, at: number): number | Refusal {
    let end = at;
    while (end < bytes.length && isDigit(bytes[end]!)) end++;
    this.carry.append(bytes.subarray(at, Math.min(end, at + MAX_DIGITS + 1)));
    if (this.carry.length > MAX_DIGITS) return 'bad-frame';
    if (end === bytes.length) return end;
    const length = Number(String.fromCharCode(...this.carry.view()));
    this.carry.clear();
    if (bytes[end] !== SPACE || length === 0) return 'bad-frame';
    if (length > this.most) return 'too-long';
    this.missing = length;
    return end + 1;
  }

  private counted(bytes: Uint8Array, at: number, messages: Uint8Array[]): number {
    const end = Math.min(bytes.length, at + this.missing!);
    this.missing! -= end - at;
    if (this.missing === 0) {
      messages.push(this.whole(bytes.subarray(at, end)));
      this.missing = null;
    } else {
      this.carry.append(bytes.subarray(at, end));
    }
    return end;
  }

  private whole(rest: Uint8Array): Uint8Array {
    if (this.carry.length === 0) return rest;
    this.carry.append(rest);
    const message = this.carry.view().slice();
    this.carry.clear();
    return message;
  }
}
