import { describe, expect, it } from 'vitest';
import type { RawTable } from '../prototype/types';
import { openPack } from './open';
import { bench, bytes, drop, dump, never, PIECES, type Piece, shelf, stored } from './testing/game';
import type { Shelf } from './types';

const items = (count: number): [string, string, RawTable][] =>
  Array.from({ length: count }, (_, i) => {
    const name = `i${String(i).padStart(4, '0')}`;
    return ['item', name, { stack_size: 1, icon: `__tin__/${name}.png` }];
  });
const piece = (of: Shelf): Piece => ({ name: of.from, feed: (sink) => sink.shelf(of) });
const all = (count: number) => Object.fromEntries(items(count).map(([, name]) => [`${name}.png`, name]));

/** Keeps each list it is asked for; `size` as some shelves know it. */
function counting(files: Record<string, string>, more: Partial<Shelf> = {}) {
  const asked: string[][] = [];
  const of = shelf('tin', '1.0.0', files);
  const read: Shelf['read'] = async (paths, signal) => {
    signal.throwIfAborted();
    asked.push([...paths]);
    return await of.read(paths, signal);
  };
  return { shelf: { ...of, read, ...more }, asked };
}

describe('files of icons', () => {
  it('are asked for in the order of their paths, in large batches', async () => {
    const { shelf: tin, asked } = counting(all(1_200), { size: () => 10_000 });
    await drop(bench(), [dump(items(1_200).reverse()), piece(tin)]);
    expect(asked.map((paths) => paths.length)).toEqual([500, 500, 200]);
    expect(asked.flat()).toEqual(asked.flat().sort());
  });

  it('come in smaller batches where they are large, known or found to be', async () => {
    const known = counting(all(20), { size: () => 8_000_000 });
    await drop(bench(), [dump(items(20)), piece(known.shelf)]);
    expect(known.asked.map((paths) => paths.length)).toEqual([4, 4, 4, 4, 4]);
    const large = new Uint8Array(1_000_000);
    const sizes: number[] = [];
    const read: Shelf['read'] = async (paths) => {
      sizes.push(paths.length);
      return paths.map(() => large);
    };
    await drop(bench(), [dump(items(200)), piece({ ...shelf('tin', '1.0.0', all(200)), read })]);
    expect(sizes).toEqual([100, 32, 32, 32, 4]);
  });

  it('of more than 16 MB are left out before they are read', async () => {
    const { shelf: tin, asked } = counting(all(3), { size: (path) => (path === 'i0001.png' ? 16_000_001 : 10) });
    const limits: (number | undefined)[] = [];
    const read: Shelf['read'] = (paths, signal, max) => {
      limits.push(max);
      return tin.read(paths, signal);
    };
    const report = await drop(bench(), [dump(items(3)), piece({ ...tin, read })]);
    expect(report.problems.filter(({ code }) => code !== 'icon-missing')).toMatchObject([
      { code: 'icon-file-too-large', file: expect.stringContaining('i0001.png') },
    ]);
    expect([asked, limits]).toEqual([[['i0000.png', 'i0002.png']], [16_000_000]]);
  });

  it('that were changed without a new version are what counts from then on', async () => {
    const at = bench();
    const mod = (files: Record<string, string>) => piece(shelf('tin', '1.0.0', files));
    const text = async () => {
      const pack = (await openPack(at.store, (await at.library.packs())[0]!.id))!;
      const plan = pack.picturePlan('item', 'i0000');
      return plan?.from === 'layers' ? new TextDecoder().decode((await pack.layers([plan.files[0]!]))[0]!) : null;
    };
    await drop(at, [dump(items(2)), mod({ 'i0000.png': 'old', 'i0001.png': 'same' })]);
    const before = await stored(at);
    const files = [...before.keys()].filter((key) => key.includes('/file/')).length;
    await drop(at, [mod({ 'i0000.png': 'new' })], (await at.library.packs())[0]!.id);
    expect(await text()).toBe('new');
    const after = await stored(at);
    expect([...after.keys()].filter((key) => key.includes('/file/'))).toHaveLength(files);
    const version = (await at.library.packs())[0]!.version;
    await drop(at, [dump(items(2)), mod({ 'i0000.png': 'new', 'i0001.png': 'same' })]);
    expect(await stored(at)).toEqual(after);
    expect((await at.library.packs())[0]!.version).toBe(version);
    await drop(at, [dump(items(2)), mod({ 'i0000.png': 'old' })]);
    expect(await stored(at)).toEqual(before);
  });

  it('and finished pictures too', async () => {
    const at = bench();
    const drawn = (text: string): Piece => ({
      name: text,
      feed: (sink) => sink.picture({ kind: 'item', name: 'i0000', png: bytes(text), premultiplied: true, picture: 'native' }),
    });
    const { packs } = await drop(at, [dump(items(1)), drawn('first')]);
    for (const text of ['second', 'third', 'first']) {
      await drop(at, [drawn(text)], packs[0]!);
      const pack = (await openPack(at.store, packs[0]!))!;
      const plan = pack.picturePlan('item', 'i0000');
      expect(plan?.from === 'finished' && new TextDecoder().decode((await pack.layers([plan.file]))[0]!)).toBe(text);
      expect([...(await stored(at)).keys()].filter((key) => key.includes('/file/'))).toHaveLength(1);
    }
  });

  it('and texts too', async () => {
    const at = bench();
    const mod = (name: string): Piece => ({
      name,
      feed: (sink) => sink.locale('tin', 'en', new Map([['item-name.i0000', name]]), '1.0.0', 'locale/en/a.cfg'),
    });
    await drop(at, [dump(items(1)), mod('Tin')]);
    const [info] = await at.library.packs();
    for (const name of ['Zinc', 'Lead']) {
      await drop(at, [mod(name)], info!.id);
      const texts = await (await openPack(at.store, info!.id))!.texts();
      expect(texts.get('en')!.tables.map(({ table }) => [...table])).toEqual([[['item-name.i0000', name]]]);
    }
  });
});

describe('a drop that is cancelled', () => {
  /** Is cancelled when so many batches were asked for. */
  function stopping(files: Record<string, string>, after: number) {
    const stop = new AbortController();
    const of = counting(files, { size: () => 8_000_000 });
    const read: Shelf['read'] = async (paths, signal) => {
      if (of.asked.length === after) stop.abort();
      return await of.shelf.read(paths, signal);
    };
    return { stop, shelf: { ...of.shelf, read }, asked: of.asked };
  }

  it('among the files of icons has what was read until then; the next drop begins with the rest', async () => {
    const at = bench();
    const first = stopping(all(20), 2);
    const importer = at.workshop.importer('c', null);
    dump(items(20)).feed(importer);
    importer.shelf(first.shelf);
    const report = await importer.finish(first.stop.signal);
    expect(report).toMatchObject({ packs: [expect.any(String)], stopped: true, problems: [{ code: 'icons-left' }] });
    expect(report.problems[0]!.detail).toContain('12 files');
    expect((await at.library.packs())[0]!.icons).toMatchObject({ complete: 8, incomplete: 12 });
    expect((await at.library.packs())[0]!.unfinished).toBeUndefined();

    const again = counting(all(20), { size: () => 8_000_000 });
    const whole = await drop(at, [dump(items(20)), piece(again.shelf)]);
    expect(whole).toMatchObject({ problems: [] });
    expect(whole.stopped).toBeUndefined();
    expect(again.asked[0]![0]).toBe('i0008.png');
    const straight = bench();
    await drop(straight, [dump(items(20)), piece(counting(all(20)).shelf)]);
    expect(await stored(at)).toEqual(await stored(straight));
  });

  it('while pieces are given to a pack keeps them for another time', async () => {
    const at = bench();
    const { packs } = await drop(at, [dump(items(20))]);
    const first = stopping(all(20), 1);
    const importer = at.workshop.importer('x', null);
    importer.shelf(first.shelf);
    await importer.finish(never);
    expect(await at.workshop.join('x', packs[0]!, first.stop.signal)).toMatchObject({ packs, stopped: true, loose: { icons: 1 } });
    expect((await at.library.packs())[0]!.icons.complete).toBe(4);
    expect(await at.workshop.join('x', packs[0]!, never)).toEqual({ packs, problems: [], loose: null });
    expect((await at.library.packs())[0]!.icons.complete).toBe(20);
  });

  it('before its end reads no file, and has what was whole: of a dump cut in the middle nothing', async () => {
    const at = bench();
    const importer = at.workshop.importer('c', null);
    dump().feed(importer);
    for (const { feed } of PIECES) feed(importer);
    const half = importer.dump('half.json');
    half.prototype('item', 'half', { stack_size: 1 });
    const base = shelf('base', '2.0.76', { 'graphics/cog.png': 'x' });
    importer.shelf(base);
    const report = await importer.finish(AbortSignal.abort());
    expect(report.packs).toHaveLength(1);
    expect(report.problems.map(({ code }) => code)).toEqual(['icons-left']);
    const [info] = await at.library.packs();
    expect(info).toMatchObject({ counts: { item: 4 }, languages: ['de', 'dump', 'en'], files: expect.not.arrayContaining(['half.json']) });
    expect(base.asked).toEqual([]);
    await drop(at, [dump(), ...PIECES]);
    const whole = bench();
    await drop(whole, [dump(), ...PIECES]);
    expect(await stored(at)).toEqual(await stored(whole));
  });

  it('in the middle of its only dump stores nothing; what came along waits, and joins no other pack', async () => {
    const at = bench();
    await drop(at, [dump([['item', 'other', { stack_size: 1 }]], 'other.json')]);
    const before = await stored(at);
    const open = (await at.library.packs())[0]!.id;
    const importer = at.workshop.importer('c', open);
    for (const { feed } of PIECES) feed(importer);
    importer.dump('half.json').prototype('item', 'half', { stack_size: 1 });
    const report = await importer.finish(AbortSignal.abort());
    expect(report).toMatchObject({ packs: [], problems: [], loose: { texts: expect.any(Number), icons: expect.any(Number) } });
    expect(await stored(at)).toEqual(before);
    await drop(at, [dump()]);
    expect((await at.library.packs())[0]!.languages).toEqual(['de', 'dump', 'en']);
  });

  it('a dump whose reader failed is told', async () => {
    const at = bench();
    const importer = at.workshop.importer('c', null);
    importer.dump('half.json').prototype('item', 'half', { stack_size: 1 });
    expect((await importer.finish(never)).problems).toMatchObject([{ code: 'dump-stopped', file: 'half.json' }]);
    expect(await at.store.keys('', '\uffff')).toEqual([]);
  });
});

it('bytes of two versions of one path are two files', async () => {
  const at = bench();
  await drop(at, [dump(items(1)), piece(shelf('tin', '1.0.0', { 'i0000.png': 'a' })), piece(shelf('tin', '2.0.0', { 'i0000.png': 'b' }))]);
  const keys = [...(await stored(at)).keys()].filter((key) => key.includes('/file/'));
  expect(keys).toHaveLength(2);
});
