import { GrowingBytes } from '../growing-bytes';

/**
 * Cuts `{"type": {"name": {…}, …}, …}` into the JSON of each inner value, whatever windows its bytes come in: a dump of 44 MB
 * never becomes one string. Knows strings and brackets and nothing else of JSON; what it hands out is parsed by whoever gets it.
 */
export interface SplitHandler {
  /** One prototype's JSON. The bytes are only lent. `line`: where its value begins, from 1. */
  value(type: string, name: string, json: Uint8Array, line: number): void;
  /** Something is left out. */
  fault(fault: Fault, line: number, type: string, name: string): void;
}
export type Fault =
  /** A value longer than MAX_VALUE, or one with more than MAX_DEPTH brackets in each other. */
  | 'too-long'
  | 'too-deep'
  /** A name longer than MAX_KEY, or no JSON string. */
  | 'bad-name'
  /** A value where an object should be. */
  | 'no-object'
  /** Something that is no JSON between the values; what follows is found again by the next name. */
  | 'garbage'
  /** Something stands behind the dump's end. */
  | 'trailing';

export const MAX_VALUE = 8 * 1024 * 1024;
export const MAX_DEPTH = 500;
/** Names are 200 characters at most in the game. */
const MAX_KEY = 4096;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const LIST = 91;
const LIST_END = 93;
const COLON = 58;
const COMMA = 44;
const LF = 10;

const decoder = new TextDecoder();

/** Where the scan is between values. */
type State = 'start' | 'type' | 'type-value' | 'name' | 'name-value' | 'value' | 'skip' | 'end';

export class JsonSplitter {
  /** Of the byte being read, from 1. */
  line = 1;
  private state: State = 'start';
  private type = '';
  private name = '';
  /** Of the value being read: brackets open, whether in a string, behind a backslash. */
  private depth = 0;
  private inString = false;
  private escaped = false;
  private skipsRest = false;
  private valueLine = 1;
  private readonly carry = new GrowingBytes();
  /** A key that is being read. */
  private key: { bytes: GrowingBytes; tooLong: boolean; escaped: boolean } | null = null;
  private told = false;
  /** Offsets in the whole file: of the window, and of the last line feed. */
  private offset = 0;
  private lastLf = -1;
  /** Bytes before the keys of types and of names in a pretty-printed dump; 0: it is none. They tell where a bracket is missing. */
  private typeIndent = 0;
  private nameIndent = 0;

  constructor(private readonly handler: SplitHandler) {}

  /** The outermost bracket was closed. */
  get whole(): boolean {
    return this.state === 'end';
  }

  /** Nothing but blanks came. */
  get empty(): boolean {
    return this.state === 'start';
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.state === 'value' || this.state === 'skip') at = this.inValue(bytes, at);
      else if (this.key) at = this.inKey(bytes, at);
      else at = this.between(bytes, at);
    }
    this.offset += bytes.length;
  }

  /** Bytes between the last line feed and this one. */
  private column(at: number): number {
    return this.lastLf < 0 ? 0 : this.offset + at - this.lastLf - 1;
  }

  /** Between values: one byte at a time, there are few of them. */
  private between(bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!;
    if (byte === LF) {
      this.line++;
      this.lastLf = this.offset + at;
    }
    if (byte <= 32) return at + 1;
    switch (this.state) {
      case 'start':
        if (byte === OPEN) this.state = 'type';
        else this.garbage();
        return at + 1;
      case 'type':
      case 'name':
        if (byte === QUOTE) {
          this.indents(this.column(at));
          this.key = { bytes: new GrowingBytes(), tooLong: false, escaped: false };
        } else if (byte === CLOSE) this.state = this.state === 'name' ? 'type' : 'end';
        else if (byte !== COMMA) this.garbage();
        return at + 1;
      case 'type-value':
        if (byte === COLON) return at + 1;
        if (byte === OPEN) {
          this.state = 'name';
          return at + 1;
        }
        // An empty table of Lua's may be an empty list; anything else says nothing to us.
        if (byte !== LIST) this.handler.fault('no-object', this.line, this.type, '');
        return this.begin(at, 'skip');
      case 'name-value':
        if (byte === COLON) return at + 1;
        if (byte === OPEN) return this.begin(at, 'value');
        this.handler.fault('no-object', this.line, this.type, this.name);
        return this.begin(at, 'skip');
      case 'end':
        if (byte === QUOTE && this.typeIndent > 0 && this.column(at) === this.typeIndent) {
          // One bracket too many was closed: the dump goes on.
          this.garbage();
          this.state = 'type';
          return at;
        }
        if (byte === COMMA && this.typeIndent > 0) return at + 1;
        if (!this.told) this.handler.fault('trailing', this.line, '', '');
        this.told = true;
        return at + 1;
    }
    return at + 1;
  }

  /** A key begins: learns how far keys are indented, and sees by it where a bracket too many was closed. */
  private indents(column: number): void {
    if (this.state === 'type') {
      if (this.typeIndent === 0) this.typeIndent = column;
      else if (column === this.nameIndent) {
        this.garbage();
        this.state = 'name';
      }
    } else if (this.nameIndent === 0 && column > this.typeIndent && this.typeIndent > 0) this.nameIndent = column;
  }

  private garbage(): void {
    if (!this.told) this.handler.fault('garbage', this.line, this.type, '');
    this.told = true;
  }

  private begin(at: number, state: 'value' | 'skip'): number {
    this.skipsName = this.state === 'name-value';
    this.state = state;
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    this.skipsRest = state === 'skip';
    this.valueLine = this.line;
    return at;
  }
  /** The value belongs to a name, not to a type. */
  private skipsName = true;

  private inKey(bytes: Uint8Array, from: number): number {
    const key = this.key!;
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === LF) {
        this.line++;
        this.lastLf = this.offset + at;
      }
      if (key.escaped) key.escaped = false;
      else if (byte === BACKSLASH) key.escaped = true;
      else if (byte === QUOTE) break;
    }
    if (!key.tooLong) {
      key.tooLong = key.bytes.length + at - from > MAX_KEY;
      if (key.tooLong) key.bytes.clear();
      else key.bytes.append(bytes.subarray(from, at));
    }
    if (at === bytes.length) return at;
    this.key = null;
    const text = key.tooLong ? null : keyOf(key.bytes.view());
    if (text === null) this.handler.fault('bad-name', this.line, this.type, '');
    this.told = false;
    if (this.state === 'type') {
      this.type = text ?? '';
      this.state = 'type-value';
    } else {
      this.name = text ?? '';
      this.state = 'name-value';
    }
    // A value whose name cannot be had is passed over.
    this.unnamed = text === null;
    return at + 1;
  }
  private unnamed = false;

  private inValue(bytes: Uint8Array, from: number): number {
    let { depth, inString, escaped, line, lastLf } = this;
    const indent = this.state === 'value' && this.nameIndent > 0 ? this.nameIndent - this.offset + 1 : Number.NEGATIVE_INFINITY;
    let at = from;
    let ended = false;
    /** A name stands where names stand, and this value is still open: a bracket is missing in it. */
    let missing = false;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        else if (byte === LF) {
          // No JSON string runs over a line: its end is missing.
          inString = false;
          line++;
          lastLf = this.offset + at;
        }
        continue;
      }
      if (byte > COLON) {
        if (byte === OPEN || byte === LIST) {
          depth++;
          if (depth > MAX_DEPTH && !this.skipsRest) this.leave('too-deep');
        } else if (byte === CLOSE || byte === LIST_END) {
          depth--;
          if (depth <= 0) {
            ended = true;
            // A bare value ends with the bracket around it, which is not its own.
            if (depth === 0) at++;
            break;
          }
        }
      } else if (byte === QUOTE) {
        if (at - lastLf === indent && depth > 0) {
          missing = true;
          break;
        }
        inString = true;
      } else if (byte === LF) {
        line++;
        lastLf = this.offset + at;
      } else if (byte === COMMA && depth === 0) {
        ended = true;
        break;
      }
    }
    this.depth = depth;
    this.inString = inString;
    this.escaped = escaped;
    this.line = line;
    this.lastLf = lastLf;
    if (missing) {
      if (!this.skipsRest) this.handler.fault('garbage', this.valueLine, this.type, this.name);
      this.carry.clear();
      this.state = 'name';
      return at;
    }
    if (!this.skipsRest) {
      if (this.carry.length + at - from > MAX_VALUE) this.leave('too-long');
      else if (!ended || this.carry.length > 0) this.carry.append(bytes.subarray(from, at));
    }
    if (!ended) return at;
    if (!this.skipsRest && !this.unnamed)
      this.handler.value(this.type, this.name, this.carry.length > 0 ? this.carry.view() : bytes.subarray(from, at), this.valueLine);
    this.carry.clear();
    this.state = this.skipsName ? 'name' : 'type';
    return at;
  }

  private leave(fault: Fault): void {
    this.skipsRest = true;
    this.carry.clear();
    this.handler.fault(fault, this.valueLine, this.type, this.name);
  }

  /** What was being read when the bytes ended: nothing, or the prototype that is cut. */
  get open(): { type: string; name: string; line: number } | null {
    return this.state === 'value' ? { type: this.type, name: this.name, line: this.valueLine } : null;
  }
}

/** A key's bytes, without its quotes; null when they are no JSON string. */
function keyOf(bytes: Uint8Array): string | null {
  try {
    return JSON.parse(`"${decoder.decode(bytes)}"`) as string;
  } catch {
    return null;
  }
}
