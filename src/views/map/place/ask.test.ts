import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import type { AuditAnswer, AuditQuestion } from '../../../core/world/place-types';
import type { Area, View } from '../../../core/world/types';
import { createActivity } from '../../../state/activity';
import type { App } from '../../../state/app';
import { historyOf } from './ask';

const view: View = { world: 'w', branch: 'main', surface: 1, force: 2, base: 'chart', resources: false, buildings: false, tick: null };
const none: AuditAnswer = { rows: [], total: 0, kinds: {}, players: [] };

function setUp() {
  const asked: AuditQuestion[] = [];
  const audit = vi.fn(async (question: AuditQuestion) => {
    asked.push(question);
    return none;
  });
  const map = { view: signal<View | null>(view), area: signal<Area | null>(null), info: signal({ version: 1 }) };
  const time = { listed: signal<number | null>(null) };
  const activity = createActivity();
  const app = { state: { map, time }, client: { raster: { audit } }, activity } as unknown as App;
  return { app, asked, map, time, history: historyOf(app) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it('asks for the rectangle shown, for the force and surface of the map, and again when filters change', async () => {
  const { asked, map, history } = setUp();
  await settled();
  expect(asked).toEqual([]);
  map.area.value = [0, 0, 4, 4];
  await settled();
  const first: AuditQuestion = {
    ...{ world: 'w', branch: 'main', surface: 1, force: 2, area: [0, 0, 4, 4], until: null, players: null, kinds: null, limit: 200 },
  };
  expect(asked).toEqual([first]);
  expect(history.answer.value).toEqual(none);
  history.toggle('built');
  history.toggle('died');
  history.toggle('built');
  history.player.value = 0;
  await settled();
  expect(asked.at(-1)).toEqual({ ...first, kinds: ['died'], players: [0] });
  history.toggle('died');
  history.everything();
  await settled();
  expect(asked.at(-1)).toEqual(first);
});

it('follows the moment only when asked to', async () => {
  const { asked, map, time, history } = setUp();
  map.area.value = [0, 0, 4, 4];
  await settled();
  time.listed.value = 500;
  await settled();
  expect(asked).toHaveLength(1);
  history.untilNow.value = true;
  await settled();
  expect(asked.at(-1)?.until).toBe(500);
});

it('is one an app, so that nothing asks twice', () => {
  const { app, history } = setUp();
  expect(historyOf(app)).toBe(history);
});

it('a file has all rows that the filters leave', async () => {
  const { asked, map, history } = setUp();
  expect(await history.all()).toBeNull();
  map.area.value = [0, 0, 4, 4];
  history.player.value = 7;
  await history.all();
  expect(asked).toContainEqual(expect.objectContaining({ limit: 100_000, players: [7], area: [0, 0, 4, 4] }));
});
