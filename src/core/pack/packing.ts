/** Plain values as deflated JSON, and what bytes are known by. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { unzlibSync, zlibSync } from 'fflate';

/** 6 in the store, where speed counts; 9 in a file that is carried around. */
export type Level = 6 | 9;

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const deflated = (text: string, level: Level = 6): Uint8Array => zlibSync(textBytes(text), { level });
/** Only for what this site has stored itself: nothing bounds it. */
export const inflated = (bytes: Uint8Array): string => new TextDecoder().decode(unzlibSync(bytes));
export const packJson = (value: unknown, level: Level = 6): Uint8Array => deflated(JSON.stringify(value), level);
export const unpackJson = (bytes: Uint8Array): unknown => JSON.parse(inflated(bytes));

/** 32 hex digits of SHA-256. */
export const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes)).slice(0, 32);
export const hashOfText = (text: string): string => hashOf(textBytes(text));

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  if (a === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** By UTF-16 code units, the same in every language of the reader. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
