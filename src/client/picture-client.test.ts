import { afterEach, expect, it } from 'vitest';
import type { PictureQuestion } from '../worker-api/picture-api';
import { drawPicture } from './picture-client';
import { FakeWorker, fakeWorkers } from './testing/fake-worker';

afterEach(() => {
  FakeWorker.all.length = 0;
});

const question: PictureQuestion = {
  view: { world: 'w', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: null },
  ...{ area: [0, 0, 1, 1], scale: { times: 1, level: 0 }, marks: [], grid: false },
};

it('has a worker of its own, which ends with it', async () => {
  const told: number[][] = [];
  const start = fakeWorkers(() => ({
    picture: async (_: PictureQuestion, onProgress: (done: number, total: number) => Promise<void>) => {
      await onProgress(1, 2);
      return 'png';
    },
  }));
  expect(await drawPicture(question, (...rows) => told.push(rows), undefined, start)).toBe('png');
  expect([told, FakeWorker.all.map(({ terminated }) => terminated)]).toEqual([[[1, 2]], [true]]);
});

it('that is cancelled ends its worker, and rejects with the reason', async () => {
  const controller = new AbortController();
  const start = fakeWorkers(() => ({ picture: () => new Promise(() => {}) }));
  const drawing = drawPicture(question, () => {}, controller.signal, start);
  controller.abort('enough');
  await expect(drawing).rejects.toBe('enough');
  expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true]);
  await expect(drawPicture(question, () => {}, controller.signal, start)).rejects.toBe('enough');
  expect(FakeWorker.all).toHaveLength(1);
});

it('whose worker fails says so in plain words', async () => {
  const start = fakeWorkers(() => ({ picture: () => new Promise(() => {}) }));
  const drawing = drawPicture(question, () => {}, undefined, start);
  FakeWorker.all[0]!.fail('no memory');
  await expect(drawing).rejects.toMatchObject({ code: 'worker-died', detail: expect.stringContaining('no memory') });
});
