import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chartWorldFromPng } from './chart-world';
import { decodePng, encodePng } from './png';

const preview = '/work/shared/data/maps/nauvis-preview-1024.png';

describe('pictures', () => {
  it('come back as they were written', () => {
    const pixels = Uint8Array.from({ length: 70 * 40 * 4 }, (_, i) => (i * 37 + (i >> 5)) & 255);
    expect(decodePng(encodePng({ width: 70, height: 40, pixels }))).toEqual({ width: 70, height: 40, pixels });
  });

  it('are read with every filter and a palette', () => {
    // Two columns, five rows of palette indices, each row by another filter.
    const rows = [
      [0, 1, 2],
      [1, 1, 1],
      [2, 0, 0],
      [3, 0, 1],
      [4, 1, 0],
    ];
    const chunk = (type: string, data: Uint8Array): Uint8Array => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(data.length);
      return Buffer.concat([head, Buffer.from(type), data, Buffer.alloc(4)]);
    };
    const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 5, 8, 3, 0, 0, 0]);
    const bytes = Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', header),
      chunk(
        'PLTE',
        Uint8Array.from({ length: 12 }, (_, i) => i * 10),
      ),
      chunk('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
      chunk('IEND', new Uint8Array()),
    ]);
    const { pixels } = decodePng(bytes);
    // By hand: 1 2 · 1 2 · 1 2 · 0 2 · 1 2.
    expect([...pixels].filter((_, i) => i % 4 === 0).map((red) => red / 30)).toEqual([1, 2, 1, 2, 1, 2, 0, 2, 1, 2]);
  });

  it('become chunks whose pixels are theirs', () => {
    const pixels = Uint8Array.from({ length: 64 * 40 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) & 255));
    const path = join(mkdtempSync(join(tmpdir(), 'chart-')), 'map.png');
    writeFileSync(path, encodePng({ width: 64, height: 40, pixels }));
    const { truth, chunks, lines } = chartWorldFromPng(path);
    expect(chunks).toEqual([
      [-1, 0],
      [0, 0],
    ]);
    const at = (3 * 64 + 32 + 5) * 4;
    expect(truth.get('0/0')![3 * 32 + 5]).toBe(((pixels[at]! >> 3) << 11) | ((pixels[at + 1]! >> 2) << 5) | (pixels[at + 2]! >> 3));
    expect(lines.length).toBeGreaterThanOrEqual(4);
  });

  it.skipIf(!existsSync(preview))("cut the game's own preview into 1,024 chunks (skipped without its file)", () => {
    const { chunks, lines } = chartWorldFromPng(preview);
    expect(chunks.length).toBe(1024);
    for (const line of lines) expect(line.length - line.indexOf('Factoscope:')).toBeLessThanOrEqual(4000);
  });
});
