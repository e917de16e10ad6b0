import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FIRST_READ, HEAD_START } from '../core/pack/container';
import { hashOf } from '../core/pack/packing';
import { type Block, writeContainer } from '../core/pack/write-container';
import { MemoryStore } from '../core/world/block-store';
import { type HostedFile, type HostedOptions, openHosted, reopenHosted } from './hosted';
import { KeptBlocks } from './kept-blocks';
import { RangeServer } from './testing/range-server';

/** So many blocks of a size, of bytes that nothing makes smaller. */
function snapshot(count: number, size: number, salt = 1): Uint8Array {
  let state = salt;
  const noise = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  const blocks = Array.from(
    { length: count },
    (_, i): Block => ({ path: `x/${i}`, entry: 'x', bytes: Uint8Array.from({ length: size }, noise), inflated: 0 }),
  );
  return Buffer.concat(writeContainer(blocks, null));
}

let server: RangeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});
async function host(file: Uint8Array): Promise<RangeServer> {
  server = await RangeServer.start(file);
  return server;
}
const waits = [1, 1, 1];
async function opened(options: HostedOptions = {}): Promise<HostedFile> {
  const file = await openHosted(new URL(server!.url()), { waits, ...options });
  if (!file.ok) throw new Error(file.problem.detail);
  return file.value;
}
const placeOf = (file: HostedFile, i: number): [number, number] => {
  const [, offset, length] = file.container.blocks.get(`x/${i}`)!;
  return [offset, offset + length];
};
const code = (name: string) => expect.objectContaining({ code: name });

describe('a hosted file', () => {
  it('[S3] is opened by one read, and gives every block as it lies', async () => {
    const bytes = snapshot(300, 2_000);
    await host(bytes);
    const file = await opened();
    expect(server!.ranges).toEqual([[0, FIRST_READ - 1]]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(299), { minLength: 1, maxLength: 20 }), async (wanted) => {
        const places = wanted.map((i) => placeOf(file, i));
        const blocks = await Promise.all(places.map(([from, to]) => file.bytes.slice(from, to)));
        for (const [i, [from, to]] of places.entries()) expect(blocks[i]).toEqual(new Uint8Array(bytes.slice(from, to)));
      }),
      { seed: 5, numRuns: 20 },
    );
  });

  it('with an index beyond the first read fetches only what is missing of it', async () => {
    await host(snapshot(8_000, 10));
    const file = await opened();
    expect(server!.ranges.length).toBe(2);
    expect(server!.ranges[1]![0]).toBe(FIRST_READ);
    const again = await reopenHosted(file.url, file.bytes.start, { waits });
    expect(again.ok && again.value.container.blocks.size).toBe(8_000);
    expect(server!.ranges.length).toBe(2);
  });

  it('asks once for what is wanted twice, in one request for what lies together', async () => {
    await host(snapshot(300, 2_000));
    const file = await opened();
    server!.forget();
    const [from, to] = placeOf(file, 100);
    const [next, end] = placeOf(file, 103);
    await Promise.all([file.bytes.slice(from, to), file.bytes.slice(from, to), file.bytes.slice(next, end)]);
    expect(server!.ranges).toEqual([[from, end - 1]]);
  });

  it('is fetched once: blocks are kept by their content, and a kept one that is damaged is fetched anew', async () => {
    await host(snapshot(300, 2_000));
    const store = new MemoryStore();
    const kept = new KeptBlocks(store);
    const file = await opened({ kept });
    const [from, to] = placeOf(file, 200);
    const first = (await file.bytes.slice(from, to)).slice();
    await kept.settled();
    server!.forget();
    const again = await opened({ kept: new KeptBlocks(store) });
    expect(await again.bytes.slice(from, to)).toEqual(first);
    expect(server!.ranges).toEqual([[0, FIRST_READ - 1]]);
    await store.put({ set: [[`h/b/${hashOf(first)}`, new Uint8Array(first.length)]], remove: [] });
    expect(await (await opened({ kept: new KeptBlocks(store) })).bytes.slice(from, to)).toEqual(first);
  });

  it('that cannot be reached is shown as it was seen last; one that is gone is not', async () => {
    const bytes = snapshot(300, 2_000);
    await host(bytes);
    const store = new MemoryStore();
    const kept = new KeptBlocks(store);
    const file = await opened({ kept });
    const [from, to] = placeOf(file, 200);
    await file.bytes.slice(from, to);
    await kept.settled();
    server!.manner = 'dead';
    const again = await opened({ kept: new KeptBlocks(store) });
    expect([file.stale, again.stale]).toEqual([false, true]);
    expect(await again.bytes.slice(from, to)).toEqual(new Uint8Array(bytes.slice(from, to)));
    const [other, end] = placeOf(file, 290);
    await expect(again.bytes.slice(other, end)).rejects.toEqual(code('unreachable'));
    server!.manner = 'gone';
    expect(await openHosted(file.url, { waits, kept: new KeptBlocks(store) })).toEqual({ ok: false, problem: code('fetch-failed') });
    // A beginning that is not whole any more is as good as none.
    server!.manner = 'dead';
    for (const key of await store.keys('h/b/', 'h/b0')) await store.put({ set: [[key, new Uint8Array(70_000)]], remove: [] });
    expect(await openHosted(file.url, { waits, kept: new KeptBlocks(store) })).toEqual({ ok: false, problem: code('unreachable') });
  });

  it('whose host breaks off goes on where it broke', async () => {
    const bytes = snapshot(40, 60_000);
    await host(bytes);
    const file = await opened();
    server!.manner = 'breaks';
    const [from, to] = placeOf(file, 30);
    expect(await file.bytes.slice(from, to)).toEqual(new Uint8Array(bytes.slice(from, to)));
    expect(server!.ranges.length).toBeGreaterThan(2);
  });

  it('whose host dies half-way is told of, and comes when it lives again', async () => {
    const bytes = snapshot(40, 60_000);
    await host(bytes);
    const file = await opened();
    server!.manner = 'dead';
    const [from, to] = placeOf(file, 30);
    await expect(file.bytes.slice(from, to)).rejects.toEqual(code('unreachable'));
    server!.manner = 'good';
    expect(await file.bytes.slice(from, to)).toEqual(new Uint8Array(bytes.slice(from, to)));
  });

  it.each([
    ['of the same size', snapshot(300, 2_000, 9)],
    ['that is shorter', snapshot(60, 2_000, 9)],
    ['that is none', new Uint8Array(700_000)],
  ])('that is replaced by another %s says so, with nothing of the other', async (_, other) => {
    await host(snapshot(300, 2_000));
    const store = new MemoryStore();
    const kept = new KeptBlocks(store);
    const file = await opened({ kept });
    server!.file = other;
    const [from, to] = placeOf(file, 250);
    await expect(file.bytes.slice(from, to)).rejects.toEqual(code('snapshot-changed'));
    await kept.settled();
    // Of the first one its beginning is kept, and no more.
    expect((await store.keys('', '~')).length).toBe(2);
  });

  it('with other bytes than its index says, and the same header, is damaged', async () => {
    const bytes = snapshot(300, 2_000);
    await host(bytes);
    const file = await opened();
    const [from, to] = placeOf(file, 250);
    const bent = bytes.slice();
    bent[from + 5]! ^= 1;
    server!.file = bent;
    await expect(file.bytes.slice(from, to)).rejects.toEqual(code('snapshot-damaged'));
  });

  it('of a host without ranges is refused, and not fetched whole', async () => {
    await host(snapshot(300, 60_000));
    server!.manner = 'no-ranges';
    expect(await openHosted(new URL(server!.url()), { waits })).toEqual({ ok: false, problem: code('no-ranges') });
    expect(server!.bytes).toBeLessThan(10_000_000);
  });

  it('of a wrong size, or what is none at all, is refused', async () => {
    const small = snapshot(3, 100);
    await host(small.subarray(0, -1));
    expect(await openHosted(new URL(server!.url()), { waits })).toEqual({ ok: false, problem: code('snapshot-damaged') });
    server!.file = new TextEncoder().encode('<html>'.repeat(20_000));
    expect(await openHosted(new URL(server!.url()), { waits })).toEqual({ ok: false, problem: code('snapshot-damaged') });
    const large = snapshot(300, 2_000);
    server!.file = headed(large, (head) => ({ ...head, size: 4_000_000_000 }));
    const lied = await opened();
    await expect(lied.bytes.slice(lied.bytes.size - 100, lied.bytes.size)).rejects.toEqual(code('fetch-failed'));
    server!.file = headed(large, (head) => ({ ...head, index: [1_100, 15_999_999], size: 400_000_000 }));
    const bomb = await openHosted(new URL(server!.url()), { waits });
    expect(bomb.ok).toBe(false);
  });

  it('is not waited for once nobody wants it', async () => {
    await host(snapshot(300, 2_000));
    const abort = new AbortController();
    server!.onRange = () => abort.abort(new Error('left'));
    expect(await openHosted(new URL(server!.url()), { waits, signal: abort.signal })).toEqual({ ok: false, problem: code('cancelled') });
  });
});

/** With another header. */
function headed(file: Uint8Array, edit: (head: Record<string, unknown>) => object): Uint8Array {
  const bent = file.slice();
  const text = new TextDecoder().decode(bent.subarray(HEAD_START, 1_024));
  bent.set(new TextEncoder().encode(JSON.stringify(edit(JSON.parse(text))).padEnd(1_024 - HEAD_START)), HEAD_START);
  return bent;
}
