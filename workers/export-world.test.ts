import { describe, expect, it, vi } from 'vitest';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { EVERYTHING, PRIVATE } from '../src/core/world/snapshot/choice';
import { Game, kernels, pack } from '../src/core/world/testing/host';
import { readFile } from '../src/import/read-file';
import type { ExportProgress } from '../src/worker-api/import-api';
import { queue } from './exclusive';
import { createImportService } from './import-service';

const quiet = () => {};

function service(store = new MemoryStore()) {
  const api = createImportService({
    store,
    kernels,
    readFile: (source, sink, signal) => readFile(source, sink, signal),
    exclusively: queue(),
    tellChanged: quiet,
    storage: async () => ({ used: 1, quota: 2, persisted: true }),
  });
  return { api, store };
}

/** A log with a chart, a player's name and a chat. */
function log(): File {
  const game = new Game('w1');
  const px = pack(new Uint8Array(2048).fill(0x21));
  const lines = [
    ...game.chained(
      game.header(1),
      { kind: 'surfaces', tick: 1, list: [{ index: 1, name: 'nauvis' }] },
      { kind: 'players', tick: 2, list: [{ index: 1, name: 'Alice', at: [0, 0], surface: 1, online: true }] },
      { kind: 'chat', tick: 3, player: 1, text: 'a secret' },
    ),
    ...Array.from({ length: 40 }, (_, x) => game.here({ kind: 'chart', tick: 4, surface: 1, force: 1, at: [x * 9, 0], px })).flat(),
  ];
  return new File([`${lines.join('\n')}\n`], 'a.log');
}

async function imported() {
  const here = service();
  const { problems, worlds } = await here.api.run('1', [{ name: 'a.log', file: log() }], quiet);
  expect(problems).toEqual([]);
  expect(worlds).toEqual(['w1']);
  return here;
}

const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());

describe('exportWorld', () => {
  it('gives the world as a zip that is dropped elsewhere, and tells how far it is', async () => {
    const { api } = await imported();
    const told: ExportProgress[] = [];
    const zip = await api.exportWorld('e', 'w1', EVERYTHING, null, (one) => told.push(one));
    const last = told.at(-1)!;
    expect(last.done).toBe(last.total);
    expect(last.total).toBeGreaterThan(10);
    const there = service();
    // As a drop gives it: with a way to read it again when it grows.
    const dropped = { name: 'world.zip', file: new File([zip!], 'world.zip'), growing: true };
    const report = await there.api.run('1', [dropped], quiet);
    expect(report.problems).toEqual([]);
    const [world] = await there.api.worlds();
    expect(world).toMatchObject({ snapshot: true, players: [{ index: 1, name: 'Alice' }], chunks: { nauvis: 40 } });
    const again = await there.api.exportWorld('e', world!.id, EVERYTHING, null, quiet);
    expect((await bytesOf(again!)).equals(await bytesOf(zip!))).toBe(true);
  });

  it('is private unless asked for', async () => {
    const here = await imported();
    const { api } = here;
    const there = service();
    const zip = await api.exportWorld('e', 'w1', PRIVATE, null, quiet);
    await there.api.run('1', [{ name: 'world.zip', file: new File([zip!], 'world.zip') }], quiet);
    const [world] = await there.api.worlds();
    expect(world!.players).toEqual([{ index: 1, name: 'Player 1' }]);
    const told = async (store: MemoryStore, id: string) =>
      (await (await new Library(store, await kernels()).world(id))!.story('main', null, 100)).rows.map(({ text }) => text);
    expect(await told(here.store, 'w1')).toContain('a secret');
    expect(await told(there.store, world!.id)).not.toContain('a secret');
  });

  it('a cancel ends it with nothing, and the store is as it was', async () => {
    const { api, store } = await imported();
    const before = await store.keys('', '\uffff');
    const zip = api.exportWorld('e', 'w1', EVERYTHING, null, (one) => void (one.done === 1 && api.cancel('e')));
    expect(await zip).toBeNull();
    expect(await store.keys('', '\uffff')).toEqual(before);
    // The next one is not held up by it.
    expect((await api.exportWorld('f', 'w1', PRIVATE, null, quiet))!.size).toBeGreaterThan(1024);
  });

  it('waits for an import, and says so', async () => {
    const { api } = await imported();
    const told: ExportProgress[] = [];
    const running = api.run('2', [{ name: 'b.log', file: log() }], quiet);
    const zip = api.exportWorld('e', 'w1', PRIVATE, null, (one) => told.push(one));
    await vi.waitFor(() => expect(told[0]).toEqual({ waiting: true, done: 0, total: 0 }), { timeout: 30_000 });
    await running;
    expect((await zip)!.size).toBeGreaterThan(1024);
  });

  it('says what is not here', async () => {
    const { api } = await imported();
    await expect(api.exportWorld('e', 'gone', PRIVATE, null, quiet)).rejects.toMatchObject({ code: 'not-here' });
    await expect(api.exportWorld('e', 'w1', PRIVATE, 'gone', quiet)).rejects.toMatchObject({ code: 'not-here' });
  });
});
