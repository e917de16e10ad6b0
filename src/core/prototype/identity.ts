/** What a pack is known by: a dump names no mods, so the prototypes themselves are hashed. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { listOf } from './fields';
import type { RawData, RawTable, RawValue } from './types';

/** Dumps of one game by different writers differ in the last bit of some numbers. */
const DIGITS = 12;
const ID_DIGITS = 16;

/**
 * 16 hex digits of the SHA-256 of a canonical form of normalised prototypes: types, names and keys sorted by code units, numbers to 12
 * significant digits, infinities as dumps write them, `{}` as `[]`, lists with holes as lists. Pretty-printing, the order of keys and the
 * last bits of numbers change nothing.
 */
export function identityOf(raw: RawData): string {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  for (const type of [...raw.keys()].sort()) {
    const named = raw.get(type)!;
    if (named.size === 0) continue;
    hash.update(encoder.encode(`\n#${JSON.stringify(type)}`));
    for (const name of [...named.keys()].sort()) hash.update(encoder.encode(`\n${JSON.stringify(name)}=${canonical(named.get(name)!)}`));
  }
  return bytesToHex(hash.digest()).slice(0, ID_DIGITS);
}

/** One value in the canonical form; text, so that tests can show it. */
export function canonical(value: RawValue): string {
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const list = listOf(value);
  if (list) return `[${list.map(canonical).join(',')}]`;
  const table = value as RawTable;
  const parts = Object.keys(table)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(table[key]!)}`);
  return `{${parts.join(',')}}`;
}

function canonicalNumber(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value > 0 ? '"inf"' : '"-inf"';
  // Adding 0 makes -0 plain.
  return String(Number(value.toPrecision(DIGITS)) + 0);
}
