/** Whether texts of a foreign snapshot are what this site would have written: what reads them later takes them on trust. */
import { isIndex, isNumber, isObject, isText, isCount as isTick, packetFault } from '../../packet/guards';
import { parseForeign } from '../../packet/json';
import type { Packet } from '../../packet/schema';
import { JOURNAL_KINDS } from '../journal';
import { tellsOfTags } from '../tag-lane';
import { EVENT_GROUPS } from '../timeline-types';
import type { TextLane } from './kinds';

type Raw = Record<string, unknown>;

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isList = <T>(value: unknown, is: (one: unknown) => one is T): value is T[] => Array.isArray(value) && value.every(is);
const isPair = (value: unknown, a: (one: unknown) => boolean, b: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === 2 && a(value[0]) && b(value[1]);
const or =
  (...tests: ((value: unknown) => boolean)[]) =>
  (value: unknown): boolean =>
    tests.some((test) => test(value));
const isNull = (value: unknown): boolean => value === null;

const decoder = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array): unknown {
  try {
    const result = parseForeign(decoder.decode(bytes));
    return result.ok ? result.value : undefined;
  } catch {
    return undefined;
  }
}

/** `slot`, and whether the value is what holds at a record's beginning rather than a change. */
export function isRight(lane: TextLane, bytes: Uint8Array, slot: number, base: boolean): boolean {
  if (lane === 'events') return bytes.length === 0 && slot < EVENT_GROUPS.length;
  if (slot !== 0) return false;
  if (lane === 'density') return isDensity(bytes);
  // Lanes that are read from their beginning begin with nothing.
  if (base && (lane === 'story' || lane === 'tags')) return bytes.length === 0;
  const value = parsed(bytes);
  switch (lane) {
    case 'journal':
      return base ? isState(value) : isJournalEntry(value);
    case 'story':
      return isRow(value);
    case 'tags':
      return packetFault(value) === null && tellsOfTags(value as Packet);
    case 'numbers':
      return base ? isNumbers(value) : isEvent(value);
    case 'coverage':
      return isObject(value) && isList(value.clocks, isPoint) && isList(value.gaps, isPoint);
  }
}

const isPoint = (value: unknown): value is [number, number] => isPair(value, isNumber, isNumber);

/** As `Density.encode` writes it: its length stands in it, its buckets are a second times a power of two. */
function isDensity(bytes: Uint8Array): boolean {
  if (bytes.length < 24) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [length, bucket, first] = [view.getUint32(4, true), view.getFloat64(8, true), view.getFloat64(16, true)];
  const doubled = Math.log2(bucket / 60);
  return (
    bytes.length === 24 + EVENT_GROUPS.length * 2 * length * 4 &&
    length <= 4096 &&
    Number.isSafeInteger(doubled) &&
    doubled >= 0 &&
    doubled <= 46 &&
    isTick(first) &&
    isTick((first + length) * bucket)
  );
}

function isJournalEntry(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value.kind === 'state') return isTick(value.tick) && isState(value.state);
  return isText(value.kind) && JOURNAL_KINDS.has(value.kind) && packetFault(value) === null;
}

/** Its lists are those of packets, so the packets' own guards look at them. */
export function isState(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { header, surfaces, forces, players, tags, stops, researched, rockets } = value;
  if (header !== null && !(isObject(header) && header.kind === 'header' && packetFault(header) === null)) return false;
  for (const table of [surfaces, forces, players, tags, stops, researched, rockets]) if (!isObject(table)) return false;
  const fits = (kind: string, list: unknown[], more: Raw = {}): boolean => packetFault({ kind, tick: 0, list, ...more }) === null;
  const rows = (table: unknown): Raw[] => Object.values(table as Raw) as Raw[];
  return (
    [surfaces, forces, players, tags, stops].every((table) => rows(table).every(isObject)) &&
    fits('surfaces', rows(surfaces)) &&
    rows(surfaces).every(({ name }) => isText(name)) &&
    fits('forces', rows(forces)) &&
    rows(forces).every(({ name }) => isText(name)) &&
    fits('players', rows(players)) &&
    rows(players).every(({ lastSeen }) => isTick(lastSeen)) &&
    rows(tags).every((tag) => fits('tags', [tag], { surface: tag.surface, force: tag.force })) &&
    rows(stops).every((stop) => fits('stops', [stop], { surface: stop.surface })) &&
    rows(researched).every((list) => isList(list, isResearched)) &&
    rows(rockets).every(isIndex)
  );
}

const isResearched = (value: unknown): value is Raw =>
  isObject(value) && isText(value.name) && isTick(value.tick) && (value.level === undefined || isIndex(value.level));

function isRow(value: unknown): boolean {
  if (!isObject(value) || !isText(value.type) || !isText(value.text)) return false;
  const { tick, clock, player, name, force, engine, after, before } = value;
  return (
    or(isTick, isNull)(tick) &&
    or(isNumber, isNull)(clock) &&
    (player === undefined || isIndex(player)) &&
    (name === undefined || isText(name)) &&
    (force === undefined || isIndex(force)) &&
    (engine === undefined || engine === true) &&
    (after === undefined || isTick(after)) &&
    (before === undefined || isTick(before))
  );
}

// ---- numbers: `NumberEvent` and `StoredNumbers` of ../number-state -----------------------------------------------------------

const isCounts = (value: unknown): boolean => value === 0 || (isObject(value) && Object.values(value).every(isNumber));

function isTold(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 8 || value[0] !== 's') return false;
  const [, force, surface, produced, consumed, kills, evolution, pollution] = value as unknown[];
  return (
    isIndex(force) &&
    or(isIndex, isNull)(surface) &&
    [produced, consumed, kills].every(isCounts) &&
    [evolution, pollution].every(or(isNumber, isNull))
  );
}

const isWho = (value: unknown): value is unknown[] =>
  Array.isArray(value) &&
  value.length === 4 &&
  isIndex(value[0]) &&
  or(isText, isNull)(value[1]) &&
  or(isIndex, isNull)(value[2]) &&
  or(isBoolean, isNull)(value[3]);

function isEvent(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [type, a, b, c, d] = value as unknown[];
  switch (type) {
    case 's':
      return isTold(value);
    case 'p':
      return isList(a, isWho) && isBoolean(b) && (c === undefined || isList(c, isText));
    case 'j':
    case 'l':
      return or(isIndex, isNull)(a) && or(isText, isNull)(b);
    case 'S':
    case 'Q':
      return true;
    case 'd':
    case 'k':
      return isIndex(a);
    case 'r':
      return isIndex(a) && isText(b) && isBoolean(c) && isBoolean(d);
    case 'b':
      return isNumbers(a);
    default:
      return false;
  }
}

function isNumbers(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { told, names, forces, online, attended, researched, stated } = value;
  const lists = [told, names, forces, stated].every(Array.isArray);
  return (
    lists &&
    (told as unknown[]).every((one) => isPair(one, isText, (row) => isObject(row) && isTick(row.tick) && isTold(row.event))) &&
    (names as unknown[]).every((one) => isPair(one, isIndex, isText)) &&
    (forces as unknown[]).every((one) => isPair(one, isIndex, isIndex)) &&
    isList(online, isText) &&
    isBoolean(attended) &&
    isList(researched, isText) &&
    (stated as unknown[]).every((one) => isPair(one, isIndex, isTick))
  );
}
