import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadKernels } from '../core/kernels/kernels';
import { type LineScan, SCAN_BYTES } from '../core/kernels/line-scan';
import { plainScan } from './plain-scan';

const { scanLines } = await loadKernels(new Uint8Array(readFileSync(new URL('../core/kernels/build/kernels.wasm', import.meta.url))));

const ends = new Int32Array(SCAN_BYTES);
const found = (scan: LineScan, bytes: Uint8Array, from: number, to: number) => [...ends.subarray(0, scan(bytes, from, to, ends))];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const markers = ['Factoscope:', 'Factoscope-text:', 'KafkatorioPacket', 'FactorioEvent'];

/** Both scans of `bytes` from `from` to `to`. */
function expectEqual(bytes: Uint8Array, from: number, to: number): void {
  expect(found(scanLines, bytes, from, to)).toEqual(found(plainScan, bytes, from, to));
}

/** What lines are told by, whole, cut and changed in a byte. */
const piece = fc.oneof(
  fc.constantFrom('\n', '\n', '\n', '\n\n', '\r\n', ' ', '\0', 'F', 'K', 'Fa', 'Ka', 'é', ...markers),
  fc.constantFrom('   1.234 ', '  17.390 ', '1343819.675 ', '  17.39 ', '1.234 ', '12345678.123 ', ' x17.390 ', '  17x390 ', '  17.3x0 '),
  fc.constantFrom('Script @', 'Scr', 'Sc', 'Checksum', 'Info ', 'In', 'Info AppManager.cpp:1: x', 'Info AppManagerStates.cpp:1: x'),
  fc.integer({ min: 32, max: 126 }).map((code) => `Info ${String.fromCharCode(code)}tpSharedState.cpp`),
  fc.tuple(fc.constantFrom(...markers), fc.nat(20)).map(([marker, at]) => marker.slice(0, at)),
  fc.tuple(fc.constantFrom(...markers), fc.nat(20)).map(([marker, at]) => `${marker.slice(0, at)}\n${marker.slice(at)}`),
  fc.tuple(fc.constantFrom(...markers), fc.nat(20), fc.integer({ min: 1, max: 127 })).map(([marker, at, code]) => {
    return marker.slice(0, at) + String.fromCharCode(code) + marker.slice(at + 1);
  }),
  fc.nat(70).map((length) => 'y'.repeat(length)),
);

test('the module finds what plain JavaScript finds, wherever the lines are cut', () => {
  const text = fc.array(piece, { maxLength: 80 }).map((pieces) => bytesOf(pieces.join('')));
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(200), (bytes, before, after) => {
      const from = Math.min(before, bytes.length);
      expectEqual(bytes, from, bytes.length);
      expectEqual(bytes, 0, Math.max(0, bytes.length - after));
    }),
    { numRuns: 3000 },
  );
});

test('the module finds what plain JavaScript finds in any bytes', () => {
  // Of few values, so that lines and markers' letters are common.
  const few = fc.uint8Array({ maxLength: 400 }).map((bytes) => bytes.map((byte) => bytesOf('\nFaKctorio 1.2Sch')[byte % 17]!));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), few), fc.nat(30), (bytes, from) => {
      expectEqual(bytes, Math.min(from, bytes.length), bytes.length);
    }),
    { numRuns: 2000 },
  );
});

test('pieces of full length: lines of nothing, one line, markers at the last byte', () => {
  expect(found(scanLines, new Uint8Array(SCAN_BYTES).fill(10), 0, SCAN_BYTES)).toHaveLength(SCAN_BYTES);
  expectEqual(new Uint8Array(SCAN_BYTES + 9).fill(10), 9, SCAN_BYTES + 9);
  expect(found(scanLines, new Uint8Array(SCAN_BYTES).fill(70), 0, SCAN_BYTES)).toEqual([]);
  for (const marker of markers) {
    for (let behind = 0; behind < 40; behind++) {
      const line = bytesOf(`${marker}${'z'.repeat(behind)}\n`);
      const bytes = new Uint8Array(SCAN_BYTES).fill(120);
      bytes.set(line, SCAN_BYTES - line.length);
      expect(found(scanLines, bytes, 0, SCAN_BYTES)).toEqual([(SCAN_BYTES - 1) * 2 + 1]);
      // Where its end is not in the piece, nothing of it is.
      expect(found(scanLines, bytes, 0, SCAN_BYTES - 1)).toEqual([]);
      expectEqual(bytes, 0, SCAN_BYTES);
    }
  }
});

test('what lay in the module before does not come back', () => {
  const marked = bytesOf(`${'x\n'.repeat(100)}Factoscope:{}\n`);
  found(scanLines, marked, 0, marked.length);
  const cut = bytesOf(`${'x\n'.repeat(99)}xy`);
  expect(found(scanLines, cut, 0, cut.length)).toEqual(Array.from({ length: 99 }, (_, i) => (i * 2 + 1) * 2));
  const idle = bytesOf('  17.390 Script @x\n');
  expect(found(scanLines, idle, 0, idle.length)).toEqual([-1, 18]);
  expect(found(scanLines, idle, 0, 0)).toEqual([]);
});
