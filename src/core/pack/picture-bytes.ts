/** A sheet of 1,024² pixels is 4 MB before it is packed. */
const MAX_SHEET = 8_000_000;

export function isWebp(bytes: Uint8Array): boolean {
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  return bytes.length >= 20 && bytes.length <= MAX_SHEET && tag(0) === 'RIFF' && tag(8) === 'WEBP';
}
