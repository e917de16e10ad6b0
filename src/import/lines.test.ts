import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadKernels } from '../core/kernels/kernels';
import { LineSplitter, MAX_LINE_BYTES } from './lines';
import { plainScan } from './plain-scan';

const { scanLines } = await loadKernels(new Uint8Array(readFileSync(new URL('../core/kernels/build/kernels.wasm', import.meta.url))));

interface Seen {
  text: string;
  number: number;
  marked: boolean;
}

interface Split {
  lines: Seen[];
  long: number[];
  idle: number;
}

/** The same with the module's scan as with the plain one. */
function split(windows: readonly Uint8Array[], skims = false): Split {
  const [found, plainly] = [splitBy(scanLines, windows, skims), splitBy(plainScan, windows, skims)];
  expect(found).toEqual(plainly);
  return found;
}

function splitBy(scan: typeof plainScan, windows: readonly Uint8Array[], skims: boolean): Split {
  const lines: Seen[] = [];
  const long: number[] = [];
  const result = { lines, long, idle: 0 };
  const splitter = new LineSplitter(
    {
      line: (bytes, start, end, number, marked) =>
        lines.push({ text: new TextDecoder().decode(bytes.subarray(start, end)), number, marked }),
      tooLong: (number) => long.push(number),
      skims,
      idle: (count) => {
        result.idle += count;
      },
    },
    scan,
  );
  for (const window of windows) splitter.push(window);
  splitter.end();
  return result;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const cut = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, i * size + size));
const MARKERS = [
  'Factoscope:',
  'Factoscope-text:',
  'KafkatorioPacket:::',
  'KafkatorioPacket: ',
  'KafkatorioPacket encoded:::',
  'FactorioEvent: ',
];

test('lines are the same whatever the windows, with and without a last line feed', () => {
  const piece = fc.constantFrom('\n', '\r\n', 'a', 'Factorio', 'é', '   1.234 Script @x', ...MARKERS);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (pieces, size) => {
      const text = pieces.join('');
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      const found = split(cut(bytesOf(text), size)).lines;
      expect(found.map((line) => line.text)).toEqual(expected);
      expect(found.map((line) => line.number)).toEqual(expected.map((_, i) => i + 1));
    }),
  );
});

test('a marker is found wherever it stands in memory, and only in its own line', () => {
  for (const marker of MARKERS) {
    for (let before = 0; before < 40; before++) {
      for (let offset = 0; offset < 8; offset++) {
        const text = `${'Factorio Packet Event '.repeat(2)}\n${'x'.repeat(before)}${marker}tail\nFactoscope Factorio\n`;
        const bytes = new Uint8Array(bytesOf(text).length + offset).subarray(offset);
        bytes.set(bytesOf(text));
        expect(split([bytes]).lines.map((line) => line.marked)).toEqual([false, true, false]);
        expect(split(cut(bytes, 7)).lines.map((line) => line.marked)).toEqual([false, true, false]);
      }
    }
  }
});

test('a marker at the border of what is swept at once is found', () => {
  for (let shift = 0; shift < 24; shift++) {
    const text = `${'x'.repeat(65_536 - 16 + shift)}Factoscope:{}\nFactoscope-text:\n`;
    expect(split([bytesOf(text)]).lines.map((line) => line.marked)).toEqual([true, true]);
    const many = `${'y\n'.repeat(32_768 - 12)}${'z'.repeat(shift)}Factoscope:{}\nlast`;
    const { lines } = split([bytesOf(many)]);
    expect(lines.filter((line) => line.marked).map((line) => line.text.slice(shift))).toEqual(['Factoscope:{}']);
  }
});

test('lines of scripts are only counted where they say nothing', () => {
  const text =
    '  17.390 Script @__a__/b.lua:1: x\n1343819.675 Script @y\n  17.390 Error X.cpp:1: y\nScript\n   1.000 Checksum of a: 1\n   1.000 Info HttpSharedState.cpp:1: x\n   1.000 Info AppManager.cpp:1: x\n';
  const { lines, idle } = split([bytesOf(text)], true);
  expect(idle).toBe(4);
  expect(lines.map((line) => line.number)).toEqual([3, 4, 7]);
  expect(split([bytesOf(text)], false)).toMatchObject({ idle: 0, lines: { length: 7 } });
});

test('a line longer than what is scanned at once is whole, and marked where it holds a marker', () => {
  const long = `${'x'.repeat(300_000)}Factoscope:{}${'x'.repeat(300_000)}`;
  const { lines } = split([bytesOf(`first\n${long}\n${long.replaceAll('F', 'f')}\nKafkatorioPacket\nlast`)]);
  expect(lines.map(({ text, number, marked }) => [text.length, number, marked])).toEqual([
    [5, 1, false],
    [600_013, 2, true],
    [600_013, 3, false],
    [16, 4, true],
    [4, 5, false],
  ]);
});

test('whoever is given a line may scan others', () => {
  const inner = bytesOf('a\nFactoscope:\n'.repeat(50));
  const seen: number[] = [];
  const handler = { tooLong() {}, skims: false, idle() {} };
  const other = new LineSplitter({ ...handler, line() {} }, scanLines);
  const splitter = new LineSplitter(
    {
      ...handler,
      line: (_bytes, start, end) => {
        seen.push(end - start);
        other.push(inner);
      },
    },
    scanLines,
  );
  splitter.push(bytesOf('1\n22\n333\n4444\n'));
  expect(seen).toEqual([1, 2, 3, 4]);
});

test('a line over 16 MB is skipped without being held, the next one read', () => {
  const window = new Uint8Array(4 * 1024 * 1024).fill(120);
  const windows = [bytesOf('first\n'), ...Array.from({ length: 5 }, () => window), bytesOf('\nlast\n')];
  const { lines, long } = split(windows);
  expect(lines.map((line) => [line.number, line.text])).toEqual([
    [1, 'first'],
    [3, 'last'],
  ]);
  expect(long).toEqual([2]);
  expect(split([new Uint8Array(MAX_LINE_BYTES).fill(120)]).long).toEqual([]);
});
