import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Bytes, FIRST_READ, HEAD_END, HEAD_START, isContainer, openContainer, readBlock, readContainer } from './container';
import { crc32 } from './crc32';
import { hashOf, packJson, unpackJson } from './packing';
import { bytes, never, oneFile } from './testing/game';
import { type Block, textBlock, writeContainer } from './write-container';

const source = (file: Uint8Array): Bytes & { reads: [number, number][] } => {
  const reads: [number, number][] = [];
  return {
    size: file.length,
    reads,
    slice: async (start, end) => {
      reads.push([start, end]);
      return file.subarray(start, Math.min(end, file.length));
    },
  };
};
const stored = (path: string, entry: string, content: Uint8Array): Block => ({ path, entry, bytes: content, inflated: 0 });
const BLOCKS: Block[] = [
  stored('pack/sheet/0000', 'pack/sheets/000', bytes('first picture')),
  textBlock('pack/head', 'pack/head', '{"v":1}'),
  textBlock('pack/raw/0000', 'pack/prototypes', '[]'.repeat(500)),
  textBlock('pack/raw/0001', 'pack/prototypes', 'more'),
];
const FILE = oneFile(writeContainer(BLOCKS, 'pack/sheet/0000'));

const headOf = (file: Uint8Array) => JSON.parse(strFromU8(file.subarray(HEAD_START, HEAD_END)));
/** The file with another header. */
function withHead(file: Uint8Array, edit: (head: Record<string, unknown>) => void): Uint8Array {
  const head = headOf(file);
  edit(head);
  const copy = file.slice();
  copy.set(bytes(JSON.stringify(head).padEnd(HEAD_END - HEAD_START)), HEAD_START);
  return copy;
}
const codeOf = async (file: Uint8Array) => {
  const read = await readContainer(source(file), never);
  return read.ok ? 'ok' : read.problem.code;
};

describe('the container', () => {
  it('[S1] is a zip of stored entries that any program opens, with the right checksums', () => {
    const entries = unzipSync(FILE);
    expect(Object.keys(entries)).toEqual(['factoscope', 'index', 'pack/sheets/000', 'pack/head', 'pack/prototypes']);
    expect(strFromU8(entries['pack/sheets/000']!)).toBe('first picture');
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
    expect(crc32(bytes('6789'), crc32(bytes('12345')))).toBe(0xcbf43926);
  });

  it('[S1] of more than 300 entries is not written', () => {
    const many = Array.from({ length: 299 }, (_, i) => stored(`b/${i}`, `e/${i}`, bytes('x')));
    expect(() => writeContainer(many, null)).toThrow('301 entries');
    expect(Object.keys(unzipSync(oneFile(writeContainer(many.slice(1), null))))).toHaveLength(300);
  });

  it('[S2] begins with a header of fixed size that tells size, hash and places', () => {
    const head = headOf(FILE);
    expect(head).toMatchObject({ factoscope: 'snapshot', version: 1, size: FILE.length });
    expect(strFromU8(FILE.subarray(head.first[0], head.first[0] + head.first[1]))).toBe('first picture');
    expect(isContainer(FILE.subarray(0, 64))).toBe(true);
    expect(isContainer(bytes('PK\u0003\u0004 something else altogether, of enough bytes'))).toBe(false);
    expect(headOf(oneFile(writeContainer(BLOCKS.slice(1), null))).first).toBeNull();
  });

  it('[S3] is opened by one read of 64 kB, and a block by one more', async () => {
    const large = [...BLOCKS, stored('big', 'big', new Uint8Array(300_000).fill(7))];
    const file = source(oneFile(writeContainer(large, null)));
    const opened = await openContainer(file);
    if (!opened.ok) throw new Error(opened.problem.detail);
    expect(file.reads).toEqual([[0, FIRST_READ]]);
    const block = await readBlock(file, opened.value.blocks.get('big')!);
    expect(block.ok && block.value.length).toBe(300_000);
    expect(file.reads).toHaveLength(2);
  });

  it('[S4] comes back as it was written, whatever the blocks', async () => {
    const content = fc.array(fc.record({ entry: fc.nat(5), data: fc.uint8Array({ maxLength: 300 }), text: fc.option(fc.string()) }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(content, async (parts) => {
        const blocks = parts.map(({ entry, data, text }, i) =>
          text === null ? stored(`p/${i}`, `e${entry}`, data) : textBlock(`p/${i}`, `e${entry}`, text),
        );
        const file = oneFile(writeContainer(blocks, null));
        expect(oneFile(writeContainer(blocks, null))).toEqual(file);
        const read = await readContainer(source(file), never);
        if (!read.ok) throw new Error(read.problem.detail);
        expect(new Set(read.value.keys())).toEqual(new Set(blocks.map(({ path }) => path)));
        for (const [i, { data, text }] of parts.entries()) expect(read.value.get(`p/${i}`)).toEqual(text === null ? data : bytes(text));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a hostile or damaged container', () => {
  it('[S5] that is too new says so', async () => {
    expect(await codeOf(withHead(FILE, (head) => Object.assign(head, { version: 2 })))).toBe('too-new');
  });
  it('[S5] of an older version is lifted, rung by rung', async () => {
    const old = withHead(FILE, (head) => {
      head.bytes = head.size;
      delete head.size;
    });
    expect(await codeOf(old)).toBe('snapshot-damaged');
    const lifted = await openContainer(source(old), [(head) => ({ ...head, size: head.bytes })]);
    expect(lifted.ok && lifted.value.head).toMatchObject({ version: 2, size: FILE.length });
  });
  it('[S2] cut, or with more behind it, says how long it should be', async () => {
    for (const file of [FILE.subarray(0, -1), oneFile([FILE, bytes('x')])]) {
      const read = await readContainer(source(file), never);
      expect(read).toMatchObject({ ok: false, problem: { code: 'snapshot-damaged', detail: expect.stringContaining('bytes') } });
    }
    expect(await codeOf(FILE.subarray(0, 500))).toBe('snapshot-damaged');
    expect(await codeOf(new Uint8Array(0))).toBe('snapshot-damaged');
  });
  it.each([
    ['index before the header', { index: [0, 100] }],
    ['index outside', { index: [FILE.length - 10, 100] }],
    ['index of no length', { index: [HEAD_END] }],
    ['negative place', { index: [-5, 100] }],
    ['first picture outside', { first: [1e15, 5] }],
    ['another hash', { hash: 'a'.repeat(64) }],
    ['no hash', { hash: null }],
    ['another format', { factoscope: 'other' }],
    ['version 0', { version: 0 }],
    ['version in words', { version: 'one' }],
  ])('[S2] with a lying header is refused: %s', async (_name, lie) => {
    expect(await codeOf(withHead(FILE, (head) => Object.assign(head, lie)))).toBe('snapshot-damaged');
  });
  it('[S4] with one byte changed anywhere that counts is refused', async () => {
    const [offset] = headOf(FILE).index as [number, number];
    const read = await openContainer(source(FILE));
    const inBlock = (read.ok && [...read.value.blocks.values()].map(([, at]) => at)) || [];
    expect(inBlock).toHaveLength(BLOCKS.length);
    for (const at of [offset + 4, ...inBlock]) {
      const copy = FILE.slice();
      copy[at]! ^= 1;
      expect(await codeOf(copy)).toBe('snapshot-damaged');
    }
  });
  it.each<[string, (rows: unknown[][]) => unknown]>([
    ['blocks that overlap', (rows) => rows.map((row) => [row[0], 0, row[2], row[3], row[4]])],
    // Each of the two is what its hash says: a gigabyte of such rows would be one block again and again.
    ['a block that is another one’s', (rows) => [rows[0]!, ['copy', ...rows[0]!.slice(1)], ...rows.slice(1)]],
    ['a block outside', (rows) => [[...rows[0]!.slice(0, 1), 1e9, 10, 'x', 0]]],
    ['a path that leads out', (rows) => [['../x', ...rows[0]!.slice(1)]]],
    ['an absolute path', (rows) => [['/etc/x', ...rows[0]!.slice(1)]]],
    ['a path twice', (rows) => rows.map((row) => ['same', ...row.slice(1)])],
    ['half a row', () => [['x']]],
    ['a block that inflates to 2 GB', (rows) => [[...rows[0]!.slice(0, 4), 2e9]]],
    ['no list', () => ({ length: 5 })],
  ])('[S4] with a lying index is refused: %s', async (_name, lie) => {
    expect(await codeOf(withIndex(lie))).toBe('snapshot-damaged');
  });
  it('[S4] that inflates to more than a file may make of itself is refused by its index, before anything is inflated', async () => {
    const none = hashOf(new Uint8Array(0));
    const of = (blocks: number) => withIndex(() => Array.from({ length: blocks }, (_, i) => [`b/${i}`, 0, 0, none, 250_000_000]));
    const opened = async (blocks: number) => (await openContainer(source(of(blocks)))).ok;
    expect([await opened(6), await opened(7)]).toEqual([true, false]);
  });
  it('[S4] that inflates to more than it says, or to less, is refused', async () => {
    const bomb = { ...textBlock('a', 'a', 'x'.repeat(100_000)), inflated: 100 };
    expect(await codeOf(oneFile(writeContainer([bomb], null)))).toBe('zip-bomb');
    expect(await codeOf(oneFile(writeContainer([{ ...bomb, inflated: 200_000 }], null)))).toBe('snapshot-damaged');
    expect(await codeOf(oneFile(writeContainer([{ ...bomb, bytes: bytes('no zlib stream') }], null)))).toBe('bad-zlib');
  });
});

/** A file whose index says something else, with the right hash. */
function withIndex(edit: (rows: unknown[][]) => unknown): Uint8Array {
  // Written by the same writer: an index is a block of its own kind, so another one is put in its place and the header told of it.
  const { index } = headOf(FILE) as { index: [number, number] };
  const rows = unpackJson(FILE.subarray(index[0], index[0] + index[1])) as unknown[][];
  const packed = packJson(edit(rows), 9);
  const changed = oneFile([FILE.subarray(0, index[0]), packed, FILE.subarray(index[0] + index[1])]);
  return withHead(changed, (head) =>
    Object.assign(head, { index: [index[0], packed.length], size: changed.length, hash: sha(packed), first: null }),
  );
}

const sha = (content: Uint8Array): string => bytesToHex(sha256(content));
