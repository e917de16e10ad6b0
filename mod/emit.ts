/**
 * The game side of src/core/packet/write.ts: packets become lines of the game's log. Chained lines go on from what the
 * save keeps in `storage`, so every peer writes the same ones; local lines speak for this peer's log alone and touch
 * nothing of the game's [P6, P8].
 */
import type { Packet, Tick } from '../src/core/packet/schema';
import type { HeaderFacts, LineHost } from '../src/core/packet/write';
import { addCheckpoint, chainedLines, headerPacket, localLines, logForm } from '../src/core/packet/write';

/** Takes a line as plain JSON. */
export type Output = (line: string) => void;

/** What the save keeps. */
interface Kept {
  seq: number;
  chain: number;
  points: [tick: Tick, seq: number, chain: number][];
}
declare const storage: { factoscope?: Kept };

// A text of the game's is UTF-8, and a byte cannot be written in a pattern here but by its number.
const TAIL = `[${string.char(128)}-${string.char(191)}]`;
const LETTER = `[${string.char(192)}-${string.char(255)}]${TAIL}*`;
const DELETE = string.char(127);

const unit = (code: number): string => string.format('\\u%04x', code);

/** One letter beyond ASCII as JSON escapes it: above 0xffff in two halves; what is no UTF-8 as the replacement sign. */
function escaped(letter: string): string {
  const bytes = letter.length;
  const lead = string.byte(letter, 1);
  let code = lead < 224 ? lead - 192 : lead < 240 ? lead - 224 : lead - 240;
  const wanted = lead < 224 ? 2 : lead < 240 ? 3 : 4;
  for (let i = 2; i <= bytes; i++) code = code * 64 + string.byte(letter, i) - 128;
  if (bytes !== wanted || code > 0x10ffff) return unit(0xfffd);
  if (code < 0x10000) return unit(code);
  const rest = code - 0x10000;
  return unit(0xd800 + math.floor(rest / 1024)) + unit(0xdc00 + (rest % 1024));
}

/** The game's JSON, ASCII only, so that bytes and characters are the same number. */
export function json(value: unknown): string {
  const [whole] = string.gsub(helpers.table_to_json([value] as unknown as Table), LETTER, escaped);
  const [plain] = string.gsub(whole, TAIL, unit(0xfffd));
  const [ascii] = string.gsub(plain, DELETE, unit(127));
  // The game writes tables only: a text goes in as a list of one.
  return string.sub(ascii, 2, -2);
}
type Table = Parameters<typeof helpers.table_to_json>[0];

export const host: LineHost = { json: (value) => json(value), pack: (text) => helpers.encode_string(text) ?? text };

/** The game names the file and line where `log` is called, so it must not be the last word of a function: Lua forgets those. */
export const toLog: Output = (line) => {
  log(logForm(line, host));
};

const target: { output: Output } = { output: toLog };
/** Where lines go from now on; the log alone unless told. */
export function setOutputs(output: Output): void {
  target.output = output;
}

function write(lines: string[]): void {
  for (const line of lines) target.output(line);
}

function kept(): Kept {
  storage.factoscope ??= { seq: 0, chain: 0, points: [] };
  return storage.factoscope;
}

/** Never in on_load, where the save must not change. */
export function emit(packets: Packet[]): void {
  write(chainedLines(packets, kept(), host));
}

/** Groups parts; begins anew with every launch, as the log does. */
const locals = { parts: 0 };
export function emitLocal(packets: Packet[]): void {
  // Read without `kept`: in on_load the save may not be touched.
  const state = storage.factoscope;
  write(localLines(packets, state === undefined ? [0, 0] : [state.seq, state.chain], locals, host));
}

/** The chained header, every ten minutes; the local one at the start of a log, when nothing may be changed yet [P7]. */
export function emitHeader(facts: HeaderFacts, tick: Tick, local: boolean): void {
  const state = storage.factoscope ?? { seq: 0, chain: 0, points: [] };
  const packet = headerPacket(facts, tick, state, state.points);
  if (local) {
    emitLocal([packet]);
    return;
  }
  emit([packet]);
  const now = kept();
  addCheckpoint(now.points, [tick, now.seq, now.chain]);
}
