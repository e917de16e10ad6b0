import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { Game, kernels } from '../src/core/world/testing/host';
import { readFile } from '../src/import/read-file';
import { queue } from './exclusive';
import { createImportService } from './import-service';

const LOOKS = 600;
const CHATS = 60;
/** Of what is kept for each line, to know it again and to place it in history, and for the code to settle. */
const GROWTH = 12e6;

setFlagsFromString('--expose-gc');
const sweep = runInNewContext('gc') as () => void;

class CountedStore extends MemoryStore {
  async bytes(): Promise<number> {
    const values = await this.get(await this.keys('', '\uffff'));
    return values.reduce((sum, value) => sum + value!.length, 0);
  }
}

/** Held by all but the store. */
async function held(store: CountedStore): Promise<number> {
  // Buffers go some time after what held them.
  for (let i = 0; i < 3; i++) {
    sweep();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers - (await store.bytes());
}

it('a log followed through 600 looks loses no line and takes no more memory', { timeout: 600_000 }, async () => {
  const store = new CountedStore();
  const service = createImportService({
    store,
    kernels,
    readFile,
    exclusively: queue(),
    tellChanged() {},
    storage: async () => ({ used: 0, quota: 0, persisted: true }),
  });
  const game = new Game('followed');
  const log = Buffer.alloc(LOOKS * CHATS * 400);
  let written = 0;
  const write = (lines: readonly string[]) => {
    for (const line of lines) written += log.write(`${line}\n`, written, 'latin1');
  };
  let state = 5;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  write(['   0.000 2026-03-14 18:02:11; Factorio 2.0.76 (build 84451, linux64, headless, space-age)', ...game.chained(game.header(0))]);

  let shown = 0;
  let said = 0;
  const look = async (all = false) => {
    // Most looks come in the middle of a line.
    shown = all ? written : Math.max(shown, written - Math.floor(random() * 300));
    const file = new File([log.subarray(0, shown)], 'followed.log', { lastModified: Date.now() });
    return await service.grow('follow', { name: 'followed.log', file, growing: true }, () => {});
  };
  const first = new File([log.subarray(0, written)], 'followed.log', { lastModified: Date.now() });
  await service.run('first', [{ name: 'followed.log', file: first, growing: true }], () => {});

  let early = 0;
  for (let n = 1; n <= LOOKS; n++) {
    const tick = n * 600;
    for (let i = 0; i < CHATS; i++) write(game.chained({ kind: 'chat', tick: tick + i, player: 1, text: `line ${said++}` }));
    write(game.here({ kind: 'players', tick, list: [{ index: 1, name: 'somebody', at: [n, n] }] }));
    if (n % 60 === 0) write(game.chained(game.header(tick)));
    const { problems, restarted } = await look();
    expect({ problems, restarted }).toEqual({ problems: [], restarted: false });
    if (n === LOOKS / 3) early = await held(store);
  }
  await look(true);
  const late = await held(store);

  const world = (await new Library(store, await kernels()).world('followed'))!;
  const { rows, total } = await world.story('main', null, said + 1, ['chat']);
  expect(total).toBe(said);
  expect(rows.map(({ text }) => text)).toEqual(Array.from({ length: said }, (_, i) => `line ${i}`));
  expect(world.info.gaps).toEqual([]);
  console.log(`held after ${LOOKS / 3} looks ${(early / 1e6).toFixed(1)} MB, after ${LOOKS} ${(late / 1e6).toFixed(1)} MB`);
  expect(late - early).toBeLessThan(GROWTH);
  // No value of its own for every look.
  expect((await store.keys('', '\uffff')).length).toBeLessThan(LOOKS / 4);
});
