import { decodeBase64 } from '../base64';
import { inflateBounded } from '../inflate';
import { keepPacked } from './pixel-codec';

const BYTES = 2048;

/** A chart packet's `px` as a block keeps it, and its 32² values, little-endian; null when it is not 2,048 bytes [P20]. */
export function chartPixels(px: string): { value: Uint8Array; values: Uint8Array } | null {
  const packed = decodeBase64(px);
  if (!packed.ok) return null;
  const bytes = inflateBounded(packed.value, BYTES);
  if (!bytes.ok || bytes.value.length !== BYTES) return null;
  return { value: keepPacked(packed.value), values: bytes.value };
}
