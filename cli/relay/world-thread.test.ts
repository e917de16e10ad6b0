import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ALL } from '../../src/core/live/view';
import { kernels } from '../kernels';
import { Folder } from '../testing/command';
import { type Hub, Hubs } from './hub';
import { FileKeeping } from './keep/files';
import type { Numbers } from './server-world';
import { WorldThread } from './world-thread';
import { type Worlds, worldsHere } from './worlds';

const sample = gunzipSync(readFileSync(fileURLToPath(new URL('../../public/sample/Nordhafen.log.gz', import.meta.url))));
const lines = sample.subarray(0, sample.lastIndexOf(10, 300_000) + 1);

/** When a store was written to is its own. */
const withoutClocks = (numbers: Numbers | null) => numbers && { ...numbers, info: { ...numbers.info, createdAt: 0, changedAt: 0 } };

describe('worlds in a thread of their own', () => {
  const folder = new Folder();
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  async function start(name: string, worlds: Worlds, problems: string[] = []): Promise<Hub> {
    const keeping = await FileKeeping.open(folder.at(name));
    const hubs = new Hubs(keeping, {
      kernels: await kernels(),
      worlds,
      onProblem: (server, { code }) => problems.push(`${server} ${code}`),
    });
    closing.push(async () => {
      await hubs.close();
      await keeping.close();
    });
    return await hubs.open('game');
  }

  function thread(): WorldThread {
    const there = new WorldThread();
    closing.push(() => there.close());
    return there;
  }

  it('[L8] answer as those in the thread of the lines do', async () => {
    const [here, there] = await Promise.all([start('here', worldsHere(await kernels())), start('there', thread())]);
    const answers = await Promise.all(
      [here, there].map(async (hub) => {
        await hub.append(lines);
        const keyframe = await hub.state.keyframe(ALL, hub.log.end);
        const view = { ...ALL, force: 1 };
        const asked = await hub.state.use(async (world) => ({
          state: await world.state(),
          numbers: withoutClocks(await world.numbers()),
          deaths: await world.deaths(0),
          known: await world.known(view, hub.state.point),
          png: await world.png(view, { surface: 'nauvis', force: 'player', z: -3, x: 0, y: 0 }),
          none: await world.png(view, { surface: 'nowhere', force: 'player', z: -3, x: 0, y: 0 }),
        }));
        const restated = await hub.state.restated(view, [{ surface: 1, at: [0, 0] }]);
        return { ...asked, keyframe, restated, latest: hub.state.latest };
      }),
    );
    expect(answers[0]!.numbers?.info.id).toBe(answers[0]!.latest.world);
    expect(answers[0]!.png?.length).toBeGreaterThan(100);
    expect(answers[0]!.none).toBe(null);
    expect(answers[1]).toEqual(answers[0]);
  });

  it('a thread that dies costs the states, whatever is asked of them just then, and not the lines', async () => {
    const problems: string[] = [];
    const worlds = thread();
    const hub = await start('dead', worlds, problems);
    await hub.append(lines);
    const asked = hub.state.keyframe(ALL, hub.log.end);
    void (worlds as unknown as { worker: Worker }).worker.terminate();
    await expect(asked).rejects.toMatchObject({ code: 'state-failed' });
    expect(problems).toEqual(['game state-failed']);
    await expect(hub.state.use((world) => world.state())).rejects.toMatchObject({ code: 'state-failed' });
    const heard = vi.fn();
    hub.onLines(heard);
    expect(await hub.append(Buffer.from('one more\n'))).toBe(lines.length + 9);
    expect(heard).toHaveBeenCalledOnce();
    await expect(start('late', worlds)).rejects.toMatchObject({ code: 'state-failed' });
  });
});
