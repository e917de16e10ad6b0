/** The town on Nauvis: a main bus between two lakes, ringed by rails and, later, by a wall. */

import { buildCore } from './nordhafen-core';
import { buildMines, buildPower } from './nordhafen-land';
import { NORTH, type Plan } from './plan';
import { OX, OY } from './sheet';
import { doubleTrack, pylons, station, track, wall } from './works';

type Point = [number, number];
const at = (points: Point[]): Point[] => points.map(([x, y]) => [x + OX, y + OY]);

export interface Station {
  id: number;
  at: Point;
  name: string;
}
export interface Town {
  stations: Station[];
}

export function buildNordhafen(plan: Plan): Town {
  const stations: Station[] = [];
  const stop = (name: string, list: { id: number; at: Point }[]): void => {
    for (const { id, at } of list) stations.push({ id, at, name });
  };
  rails(plan, stop);
  const starter = start(plan);
  buildMines(plan);
  buildCore(plan);
  buildPower(plan);
  plan.dismantle(starter, 0.2, 0.22, 'player');
  edge(plan);
  return { stations };
}

/** The first hours: stone furnaces, steam, a few belts by the ore. Taken away later. */
function start(plan: Plan): ReturnType<Plan['group']> {
  plan.group('first steam', 0.01, 0.03, 1, () => {
    for (let k = 0; k < 10; k++) plan.add('steam-engine', 612 + k * 4 + OX, 186 + OY);
    for (let k = 0; k < 6; k++) plan.add('boiler', 612 + k * 6 + OX, 192 + OY);
    plan.run('pipe', 610 + OX, 184 + OY, 664 + OX, 184 + OY);
    plan.run('pipe', 664 + OX, 184 + OY, 664 + OX, 156 + OY);
    plan.add('offshore-pump', 664 + OX, 152 + OY, NORTH, { wet: true });
    pylons(plan, 640 + OX, 200 + OY, 560 + OX, 236 + OY, 26);
  });
  return plan.group('starter smelting', 0.005, 0.03, 2, () => {
    for (let row = 0; row < 2; row++)
      for (let k = 0; k < 12; k++) {
        plan.add('stone-furnace', 552 + k * 3 + OX, 436 + row * 5 + OY);
        plan.add('inserter', 552 + k * 3 + OX, 438 + row * 5 + OY, NORTH);
      }
    for (let k = 0; k < 8; k++) {
      plan.add('assembling-machine-1', 554 + k * 4 + OX, 452 + OY, NORTH, {
        recipe: k % 2 ? 'iron-gear-wheel' : 'automation-science-pack',
      });
    }
    plan.run('transport-belt', 546 + OX, 439 + OY, 592 + OX, 439 + OY);
    plan.run('transport-belt', 546 + OX, 444 + OY, 592 + OX, 444 + OY);
  });
}

function rails(plan: Plan, stop: (name: string, list: { id: number; at: Point }[]) => void): void {
  plan.group('ring line', 0.3, 0.38, 3, () =>
    doubleTrack(
      plan,
      at([
        [300, 320],
        [300, 200],
        [480, 200],
        [660, 200],
        [660, 418],
        [520, 418],
        [300, 418],
        [300, 320],
      ]),
    ),
  );
  plan.group('east line', 0.38, 0.42, 3, () =>
    doubleTrack(
      plan,
      at([
        [662, 300],
        [760, 300],
        [884, 300],
      ]),
    ),
  );
  plan.group('west line', 0.4, 0.44, 2, () =>
    doubleTrack(
      plan,
      at([
        [300, 262],
        [240, 322],
        [132, 322],
        [110, 300],
        [56, 300],
      ]),
    ),
  );
  plan.group('north line', 0.45, 0.48, 3, () =>
    doubleTrack(
      plan,
      at([
        [480, 200],
        [480, 110],
        [592, 110],
      ]),
    ),
  );
  plan.group('south line', 0.5, 0.54, 2, () =>
    doubleTrack(
      plan,
      at([
        [520, 418],
        [520, 612],
      ]),
    ),
  );
  plan.group('south-east line', 0.58, 0.64, 3, () =>
    doubleTrack(
      plan,
      at([
        [792, 302],
        [792, 410],
        [828, 446],
        [828, 556],
        [856, 584],
        [912, 584],
      ]),
    ),
  );
  plan.group('far north line', 0.72, 0.78, 2, () =>
    doubleTrack(
      plan,
      at([
        [592, 110],
        [624, 72],
        [700, 72],
        [716, 56],
        [930, 56],
      ]),
    ),
  );
  plan.group('drops', 0.36, 0.4, 3, () => {
    stop('Iron drop', station(plan, 326 + OX, 208 + OY, 4, 60));
    stop('Copper drop', station(plan, 326 + OX, 390 + OY, 4, 56));
    stop('Oil unload', station(plan, 668 + OX, 308 + OY, 4, 44));
    for (const [x, y] of [
      [326, 218],
      [326, 400],
    ] as const)
      track(
        plan,
        at([
          [302, y],
          [x + 4, y],
        ]),
        6,
      );
  });
  plan.group('copper east', 0.42, 0.44, 3, () => stop('Copper east', station(plan, 838 + OX, 306 + OY, 3, 40)));
  plan.group('iron west', 0.44, 0.46, 2, () => stop('Iron west', station(plan, 64 + OX, 306 + OY, 3, 40)));
  plan.group('iron north', 0.48, 0.5, 3, () => stop('Iron north', station(plan, 546 + OX, 116 + OY, 3, 40)));
  plan.group('copper south', 0.54, 0.56, 2, () => stop('Copper south', station(plan, 526 + OX, 576 + OY, 3, 36, true)));
  plan.group('iron south-east', 0.64, 0.66, 3, () => stop('Iron south-east', station(plan, 872 + OX, 562 + OY, 3, 40)));
}

function edge(plan: Plan): void {
  plan.group('north wall', 0.34, 0.42, 4, () =>
    wall(
      plan,
      at([
        [172, 172],
        [340, 172],
        [340, 156],
        [480, 156],
        [480, 146],
        [640, 146],
      ]),
      1,
    ),
  );
  plan.group('east wall', 0.5, 0.6, 4, () =>
    wall(
      plan,
      at([
        [830, 176],
        [876, 176],
        [876, 246],
        [914, 246],
        [914, 356],
        [852, 356],
        [852, 516],
        [740, 516],
        [740, 532],
        [560, 532],
        [560, 548],
        [380, 548],
        [380, 560],
        [268, 560],
      ]),
      1,
    ),
  );
  plan.group('west wall', 0.52, 0.58, 2, () =>
    wall(
      plan,
      at([
        [160, 498],
        [160, 470],
        [150, 470],
        [150, 360],
        [132, 360],
        [132, 346],
        [44, 346],
        [44, 262],
        [172, 262],
        [172, 172],
      ]),
      1,
    ),
  );
  const breach = plan.group('wall torn down', 0.5, 0.501, 4, () => {
    for (let k = 0; k < 8; k++) plan.add('stone-wall', 918 + OX, 300 + k * 2 + OY);
    plan.add('gun-turret', 920 + OX, 306 + OY);
  });
  plan.dismantle(breach, 0.62, 0.6202, 'died', 'medium-biter');
}
