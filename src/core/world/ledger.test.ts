import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../base64';
import { MARKER } from '../packet/schema';
import { decodeLedger, encodeLedger } from './ledger';

const stream = fc.uint8Array({ maxLength: 80 }).map((bytes) => encodeBase64(zlibSync(bytes)));
/** What lines are made of, and what a hostile one may be. */
const piece = fc.oneof(
  stream.map((text) => `${MARKER}${text}`),
  stream.map((text) => `{"kind":"chart","px":"${text}"}`),
  // Not as it would be written again: padding left out, bits set that no byte takes.
  stream.map((text) => `${MARKER}${text.replace(/=+$/, '')}`),
  fc.constantFrom('QQ==', 'QR==').map((tail) => `"px":"AAAAAAAAAAAAAAAA${tail}"`),
  fc.constantFrom('\u0001', '\u001d', '\u001d\n', '\u0001p9\u0001', '\u0001a\u0001', MARKER, '\n', '起', '"px":"'),
  fc.string(),
);
const entry = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));

describe('the ledger', () => {
  it('gives back every line as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), (entries) => {
        expect(decodeLedger(encodeLedger(entries))).toEqual(entries);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps a packed line in little more than its packed bytes', () => {
    const bytes = zlibSync(Uint8Array.from({ length: 6000 }, (_, i) => (i * i * 31) >> 5));
    const block = encodeLedger([MARKER + encodeBase64(bytes)]);
    expect(block.length).toBeLessThan(bytes.length + 60);
  });
});
