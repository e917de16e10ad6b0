/** How lines and files are known again. Not for secrets: 53 bits against accidents. */

/** 53-bit hash of a text (two 32-bit multiplicative hashes, mixed). */
export function hash53(text: string, seed = 0): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** A chained line within its world: chain and as much of seq as 53 bits hold. */
export const chainedKey = (seq: number, chain: number): number => (seq % 2097152) * 4294967296 + chain;

/** A line without a number: its text, and how often the file had it before. */
export const textKey = (hash: number, before: number): number => (before === 0 ? hash : hash53(`${hash}`, before));

/** Ids go into keys and addresses, so anything unusual is replaced by a hash of it. */
export const safeId = (id: string): string => (/^[A-Za-z0-9_-]{1,48}$/.test(id) ? id : `x${hash53(id).toString(36)}`);

/** How many first lines a file without an id is known by [P25]. */
export const HEAD_LINES = 20;

/** One begins with the other [P25]. */
export function sameHead(a: readonly number[], b: readonly number[]): boolean {
  const shared = Math.min(a.length, b.length);
  if (shared === 0 || (a.length !== b.length && shared === HEAD_LINES)) return false;
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return false;
  return true;
}
