import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64';

test('base64 of any bytes, as Node writes it, with padding and without', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(encodeBase64(bytes)).toBe(text);
      for (const form of [text, text.replace(/=+$/, '')]) {
        const decoded = decodeBase64(form);
        expect(decoded.ok && Buffer.from(decoded.value).equals(Buffer.from(bytes))).toBe(true);
      }
    }),
  );
});

test.each(['A', 'AAAAA', 'AA A', 'AAA\n', 'AAAé', 'AA\u0141A', 'A===', '{"v":1}'])('%j is no base64', (text) => {
  expect(decodeBase64(text)).toMatchObject({ ok: false, problem: { code: 'bad-base64' } });
});
