/**
 * A record of a lane as a snapshot holds it. Unlike the store's, it depends on what is told alone and not on how it came: a picture's
 * values are all there as they are, rows of things lie as columns. Together they deflate to half of the store's bytes and less.
 */
import { chunkSide, regionSide } from '../geometry';
import { packPixels, RGBA, unpackPixels } from '../pixel-codec';
import { GONE, PIXELS_UNKNOWN } from '../pixels';
import { baseValue, buildRecord, type Entry, entryValue, type LaneRecord } from '../record';
import { fromColumns, toColumns } from './columns';
import { ByteReader, ByteWriter, Malformed } from './streams';

/** What a lane's values are: pictures of chunks, changes of what stands, or texts. */
export type FormKind = 'pixels' | 'things' | 'text';

/** Of one record, and of one value of text: more can only be forged. */
const MOST_ENTRIES = 4_000_000;
const MOST_VALUE = 64_000_000;

/** Colours of a palette. */
const PALETTE = 128;
const Tag = { gone: 0, unknown: 1, values: 2, rgba: 3 } as const;
const HEAD = 20;
const ROW = 44;
const DEPOSIT = 8;

export function encodeForm(record: LaneRecord, kind: FormKind, level: number): Uint8Array {
  const out = new ByteWriter();
  out.number(record.from);
  out.number(record.baseSlot.length);
  let last = -1;
  for (const slot of record.baseSlot) {
    out.number(slot - last - 1);
    last = slot;
  }
  out.number(record.entryTick.length);
  let tick = record.from;
  for (const next of record.entryTick) {
    out.number(next - tick);
    tick = next;
  }
  for (const slot of record.entrySlot) out.number(slot);
  const values = [
    ...Array.from(record.baseSlot, (_, i) => baseValue(record, i)),
    ...Array.from(record.entrySlot, (_, i) => entryValue(record, i)),
  ];
  if (kind === 'pixels') writePixels(out, values, chunkSide(level) ** 2);
  else if (kind === 'things') writeThings(out, values);
  else for (const value of values) out.sized(value);
  return out.take();
}

/** Throws `Malformed` for what no writer makes. */
export function decodeForm(bytes: Uint8Array, kind: FormKind, level: number): LaneRecord {
  const input = new ByteReader(bytes);
  const slots = kind === 'text' ? 2 ** 32 : regionSide(level) ** 2;
  const from = input.number();
  const bases: number[] = [];
  for (let n = input.number(slots), last = -1; n > 0; n--) {
    last += input.number(slots) + 1;
    if (last >= slots) throw new Malformed('a chunk lies outside of its region');
    bases.push(last);
  }
  const count = input.number(MOST_ENTRIES);
  const ticks = new Float64Array(count);
  for (let i = 0, tick = from; i < count; i++) {
    tick += input.number();
    if (!Number.isSafeInteger(tick)) throw new Malformed('a tick is too large');
    ticks[i] = tick;
  }
  const places = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    places[i] = input.number();
    if (places[i]! >= slots) throw new Malformed('a chunk lies outside of its region');
  }
  const total = bases.length + count;
  const values =
    kind === 'pixels'
      ? readPixels(input, total, chunkSide(level) ** 2)
      : kind === 'things'
        ? readThings(input, total)
        : Array.from({ length: total }, () => input.sized(MOST_VALUE));
  input.end();
  const entries = Array.from(ticks, (tick, i): Entry => ({ tick, slot: places[i]!, bytes: values[bases.length + i]! }));
  return buildRecord(
    from,
    bases.map((slot, i) => [slot, values[i]!]),
    entries,
  );
}

// ---- pictures ------------------------------------------------------------------------------------------------------------

function writePixels(out: ByteWriter, values: readonly Uint8Array[], count: number): void {
  const words = new Uint16Array(values.length * count);
  const colours: Uint8Array[] = [];
  let known = 0;
  for (const value of values) {
    if (value.length === 0) out.byte(Tag.gone);
    else if (value[0] === RGBA && value.length === 2 + count * 4) {
      out.byte(Tag.rgba);
      colours.push(value.subarray(2));
    } else if (unpackPixels(value, 0, value.length, words, known * count, count)) {
      out.byte(Tag.values);
      known += 1;
    } else out.byte(Tag.unknown);
  }
  writeWords(out, words.subarray(0, known * count));
  for (const part of colours) out.put(part);
}

/** By a palette where there are few: a byte each. */
function writeWords(out: ByteWriter, words: Uint16Array): void {
  const palette = Uint16Array.from(new Set(words)).sort();
  const few = palette.length <= PALETTE;
  out.number(few ? palette.length : 0);
  const whole = few ? palette : words;
  out.put(new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength));
  if (!few) return;
  const places = new Uint8Array(65_536);
  for (const [i, value] of palette.entries()) places[value] = i;
  out.put(Uint8Array.from(words, (value) => places[value]!));
}

function readWords(input: ByteReader, count: number): Uint16Array {
  const wordsOf = (many: number): Uint16Array => new Uint16Array(input.take(many * 2).slice().buffer);
  const few = input.number(PALETTE);
  if (few === 0) return wordsOf(count);
  const palette = wordsOf(few);
  // Before room is made for them: a few bytes could ask for gigabytes.
  const places = input.take(count);
  const words = new Uint16Array(count);
  for (const [i, place] of places.entries()) {
    if (place >= few) throw new Malformed('a colour is not in its palette');
    words[i] = palette[place]!;
  }
  return words;
}

function readPixels(input: ByteReader, total: number, count: number): Uint8Array[] {
  const tags = input.take(total);
  if (tags.some((tag) => tag > Tag.rgba)) throw new Malformed('a picture of no known kind');
  const words = readWords(input, tags.reduce((sum, tag) => sum + Number(tag === Tag.values), 0) * count);
  let at = 0;
  return Array.from(tags, (tag) => {
    if (tag === Tag.gone) return GONE;
    if (tag === Tag.unknown) return PIXELS_UNKNOWN;
    if (tag === Tag.values) {
      at += count;
      return packPixels(words.subarray(at - count, at));
    }
    const bytes = new Uint8Array(2 + count * 4);
    bytes[0] = RGBA;
    bytes.set(input.take(count * 4), 2);
    return bytes;
  });
}

// ---- what stands ---------------------------------------------------------------------------------------------------------

const countsOf = (value: Uint8Array): [rows: number, deposits: number] => {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  return [view.getUint32(4, true), view.getUint32(8, true)];
};

function writeThings(out: ByteWriter, values: readonly Uint8Array[]): void {
  const heads = new ByteWriter();
  const rows = new ByteWriter();
  const deposits = new ByteWriter();
  for (const value of values) {
    // A base that holds nothing has no bytes.
    const whole = value.length === 0 ? new Uint8Array(HEAD) : value;
    const [count, many] = countsOf(whole);
    heads.put(whole.subarray(0, HEAD));
    rows.put(whole.subarray(HEAD, HEAD + count * ROW));
    deposits.put(whole.subarray(HEAD + count * ROW, HEAD + count * ROW + many * DEPOSIT));
  }
  out.put(toColumns(heads.take(), HEAD));
  out.put(toColumns(rows.take(), ROW));
  out.put(toColumns(deposits.take(), DEPOSIT));
}

function readThings(input: ByteReader, total: number): Uint8Array[] {
  const heads = fromColumns(input.take(total * HEAD), HEAD);
  const counts: [number, number][] = [];
  let [allRows, allDeposits] = [0, 0];
  for (let i = 0; i < total; i++) {
    const [rows, deposits] = countsOf(heads.subarray(i * HEAD, (i + 1) * HEAD));
    counts.push([rows, deposits]);
    allRows += rows;
    allDeposits += deposits;
  }
  // Before anything is made of them: four numbers could ask for gigabytes.
  if (allRows * ROW + allDeposits * DEPOSIT !== input.left) throw new Malformed('it has not as many things as it says');
  const rows = fromColumns(input.take(allRows * ROW), ROW);
  const deposits = fromColumns(input.take(allDeposits * DEPOSIT), DEPOSIT);
  let [row, deposit] = [0, 0];
  return counts.map(([count, many], i) => {
    const value = new Uint8Array(HEAD + count * ROW + many * DEPOSIT);
    value.set(heads.subarray(i * HEAD, (i + 1) * HEAD));
    value.set(rows.subarray(row * ROW, (row + count) * ROW), HEAD);
    value.set(deposits.subarray(deposit * DEPOSIT, (deposit + many) * DEPOSIT), HEAD + count * ROW);
    row += count;
    deposit += many;
    return value;
  });
}
