/** What a WebP says of itself. Source: the container's specification, RFC 6386 9.1 (VP8), the lossless bitstream's specification (VP8L). */

const RIFF = 0x52494646;
const WEBP = 0x57454250;
const VP8X = 0x56503858;
const VP8 = 0x56503820;
const VP8L = 0x5650384c;

/** Px; null: it is none, or too short to say. */
export function webpSize(bytes: Uint8Array): { width: number; height: number } | null {
  const kind = kindOf(bytes);
  if (kind === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (kind === VP8X) return { width: u24(24) + 1, height: u24(27) + 1 };
  if (kind === VP8) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== VP8L) return null;
  const packed = view.getUint32(21, true);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** Ours have no other parts, so the first one tells. */
export const losslessWebp = (bytes: Uint8Array): boolean => kindOf(bytes) === VP8L;

function kindOf(bytes: Uint8Array): number | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(0) === RIFF && view.getUint32(8) === WEBP ? view.getUint32(12) : null;
}
