import { decodeBase64 } from '../base64';
import type { Inflate } from '../packet/read';
import { keepPacked } from './pixel-codec';

/** Of a chunk's pixels. */
export const CHART_BYTES = 2048;

/** A chart packet's `px` as a block keeps it, and its 32² values, little-endian; null when it is not 2,048 bytes [P20]. */
export function chartPixels(px: string, inflate: Inflate): { value: Uint8Array; values: Uint8Array } | null {
  const packed = decodeBase64(px);
  if (!packed.ok) return null;
  const bytes = inflate(packed.value, CHART_BYTES);
  if (!bytes.ok || bytes.value.length !== CHART_BYTES) return null;
  return { value: keepPacked(packed.value), values: bytes.value };
}
