import { decodeBase64 } from '../base64';
import { inflateBounded } from '../inflate';
import { FULL } from './pixels';

/** The 2,048 bytes of a chart packet's `px`, or null when they are not that [P20]. */
export function chunkPixels(px: string): Uint8Array | null {
  const packed = decodeBase64(px);
  if (!packed.ok) return null;
  const bytes = inflateBounded(packed.value, FULL);
  return bytes.ok && bytes.value.length === FULL ? bytes.value : null;
}
