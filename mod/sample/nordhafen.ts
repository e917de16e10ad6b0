/** The town on Nauvis: a main bus between two lakes, ringed by rails and, later, by a wall. */

import { type EntityName, RESOURCE_NAMES } from './palette';
import { EAST, NORTH, type Plan, SOUTH } from './plan';
import { column, doubleTrack, mine, pylons, smelterRow, solarCell, station, track, wall } from './works';

/** The plan was drawn on a sheet whose middle is here. */
const OX = -528;
const OY = -320;
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

const RECIPES = [
  'electronic-circuit',
  'iron-gear-wheel',
  'transport-belt',
  'automation-science-pack',
  'logistic-science-pack',
  'inserter',
  'copper-cable',
  'advanced-circuit',
  'military-science-pack',
  'chemical-science-pack',
  'low-density-structure',
  'rocket-fuel',
  'processing-unit',
  'production-science-pack',
  'electric-engine-unit',
];

export function buildNordhafen(plan: Plan): Town {
  const stations: Station[] = [];
  const stop = (name: string, list: { id: number; at: Point }[]): void => {
    for (const { id, at } of list) stations.push({ id, at, name });
  };
  rails(plan, stop);
  const starter = start(plan);
  mines(plan);
  core(plan);
  oilAndPower(plan);
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
        plan.add('stone-furnace', 430 + k * 3 + OX, 300 + row * 10 + OY);
        plan.add('inserter', 430 + k * 3 + OX, 302 + row * 10 + OY, NORTH);
      }
    for (let k = 0; k < 8; k++)
      plan.add('assembling-machine-1', 480 + k * 4 + OX, 330 + OY, NORTH, {
        recipe: k % 2 ? 'iron-gear-wheel' : 'automation-science-pack',
      });
    plan.run('transport-belt', 424 + OX, 304 + OY, 470 + OX, 304 + OY);
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

function mines(plan: Plan): void {
  plan.group('iron mine', 0.015, 0.16, 1, () => {
    const lanes = mine(plan, 190 + OX, 196 + OY, 284 + OX, 276 + OY, 282 + OY);
    lanes.slice(0, 8).forEach((x, i) => {
      plan.run('transport-belt', x, 283 + i * 2 + OY, 322 + OX, 283 + i * 2 + OY);
      plan.run('transport-belt', x, 282 + OY, x, 282 + i * 2 + OY);
    });
  });
  plan.group('copper mine', 0.03, 0.18, 2, () => {
    const lanes = mine(plan, 178 + OX, 368 + OY, 268 + OX, 440 + OY, 362 + OY);
    lanes.slice(0, 7).forEach((x, i) => {
      plan.run('transport-belt', x, 361 + OY, x, 347 + i * 2 + OY);
      plan.run('transport-belt', x, 346 + i * 2 + OY, 322 + OX, 346 + i * 2 + OY);
    });
  });
  plan.group('coal mine', 0.05, 0.12, 3, () => {
    const lanes = mine(plan, 292 + OX, 474 + OY, 356 + OX, 526 + OY, 468 + OY);
    if (lanes.length > 0) plan.run('transport-belt', lanes[0]!, 467 + OY, 376 + OX, 467 + OY);
    plan.run('transport-belt', 377 + OX, 467 + OY, 377 + OX, 378 + OY);
  });
  plan.group('stone mine', 0.12, 0.15, 4, () => mine(plan, 388 + OX, 522 + OY, 420 + OX, 548 + OY, 516 + OY));
  plan.group('outpost copper east', 0.42, 0.47, 3, () => {
    mine(plan, 824 + OX, 268 + OY, 902 + OX, 300 + OY, 303 + OY);
    plan.add('radar', 906 + OX, 280 + OY);
    pylons(plan, 690 + OX, 296 + OY, 905 + OX, 296 + OY);
  });
  plan.group('outpost iron west', 0.45, 0.49, 2, () => {
    mine(plan, 72 + OX, 270 + OY, 140 + OX, 298 + OY, 303 + OY);
    plan.add('radar', 58 + OX, 286 + OY);
    pylons(plan, 294 + OX, 328 + OY, 60 + OX, 328 + OY);
  });
  plan.group('outpost iron north', 0.48, 0.52, 3, () => {
    mine(plan, 556 + OX, 66 + OY, 630 + OX, 106 + OY, 113 + OY);
    plan.add('radar', 640 + OX, 88 + OY);
    pylons(plan, 488 + OX, 196 + OY, 488 + OX, 116 + OY);
  });
  plan.group('outpost copper south', 0.55, 0.58, 2, () => {
    mine(plan, 488 + OX, 616 + OY, 552 + OX, 648 + OY, 612 + OY);
    plan.add('radar', 482 + OX, 606 + OY);
    pylons(plan, 528 + OX, 430 + OY, 528 + OX, 570 + OY);
  });
  plan.group('outpost iron south-east', 0.65, 0.7, 3, () => {
    mine(plan, 864 + OX, 586 + OY, 944 + OX, 640 + OY, 582 + OY);
    plan.add('radar', 856 + OX, 600 + OY);
    pylons(plan, 836 + OX, 450 + OY, 836 + OX, 580 + OY);
  });
  plan.group('outpost uranium', 0.78, 0.82, 2, () => {
    mine(plan, 908 + OX, 46 + OY, 956 + OX, 84 + OY, 60 + OY);
    pylons(plan, 720 + OX, 64 + OY, 900 + OX, 64 + OY);
  });
}

function core(plan: Plan): void {
  plan.group('iron smelting', 0.06, 0.2, 1, () => {
    for (let k = 0; k < 5; k++) smelterRow(plan, 328 + OX, 386 + OX, 266 + k * 12 + OY, 'electric-furnace');
    plan.run('transport-belt', 321 + OX, 262 + OY, 321 + OX, 322 + OY);
  });
  plan.group('copper smelting', 0.1, 0.26, 2, () => {
    for (let k = 0; k < 4; k++) smelterRow(plan, 328 + OX, 386 + OX, 330 + k * 12 + OY, 'electric-furnace');
    plan.run('transport-belt', 321 + OX, 378 + OY, 321 + OX, 326 + OY);
    plan.run('transport-belt', 396 + OX, 268 + OY, 396 + OX, 330 + OY);
    plan.run('transport-belt', 398 + OX, 376 + OY, 398 + OX, 324 + OY);
  });
  plan.group('concrete', 0.3, 0.55, 4, () => {
    plan.pave('concrete', 392 + OX, 232 + OY, 268, 178);
    plan.pave('refined-concrete', 400 + OX, 300 + OY, 250, 26);
    for (const y of [231, 410]) plan.pave('stone-path', 391 + OX, y + OY, 270, 1);
  });
  plan.group('bus', 0.08, 0.34, 1, () => {
    for (let g = 0; g < 4; g++)
      for (let i = 0; i < 4; i++) {
        const y = 302 + g * 6 + i + OY;
        const belt: EntityName = g === 1 ? 'fast-transport-belt' : 'transport-belt';
        const end = 654 - g * 9 - i * 2 + OX;
        for (let x = 402 + OX; x < end; x += 40) {
          plan.run(belt, x, y, Math.min(x + 36, end), y);
          // Every 40 tiles a balancer's gap: two undergrounds and, between the lanes, a splitter.
          if (x + 39 < end) {
            plan.add('underground-belt', x + 37, y, EAST);
            plan.add('underground-belt', x + 39, y, EAST);
          }
        }
      }
    for (let g = 0; g < 4; g++)
      for (let x = 438; x < 640; x += 40) plan.add('splitter', x + OX, 301 + g * 6 + (((x / 40) % 2) | 0) * 2 + OY, EAST);
  });
  for (let i = 0; i < 15; i++) {
    if (i === 4 || i === 10) continue;
    const x = 406 + i * 16 + OX;
    const top = 242 + ((i * 7) % 11) + OY;
    const from = 0.1 + i * 0.028;
    plan.group(`north column ${i + 1}`, from, from + 0.03, (i % 4) + 1, () => {
      column(
        plan,
        x,
        top,
        296 + OY,
        i < 4 ? 'assembling-machine-2' : 'assembling-machine-3',
        RECIPES[i]!,
        [1, 0, 1, 2][i % 4]!,
        i % 3 === 1 ? 'fast-transport-belt' : 'transport-belt',
      );
      plan.run('transport-belt', x + 10, 300 + OY, x + 10, top + 6);
      plan.run('transport-belt', x - 2, 300 + OY, x - 2, top);
    });
  }
  for (let i = 0; i < 9; i++) {
    if (i === 3) continue;
    const x = 412 + i * 16 + OX;
    const low = 398 - ((i * 5) % 13) + OY;
    const from = 0.18 + i * 0.035;
    plan.group(`south column ${i + 1}`, from, from + 0.035, ((i + 1) % 4) + 1, () => {
      column(
        plan,
        x,
        334 + OY,
        low,
        i < 3 ? 'assembling-machine-2' : 'assembling-machine-3',
        RECIPES[(i + 5) % 15]!,
        [0, 1, 1][i % 3]!,
        i % 4 === 2 ? 'fast-transport-belt' : 'transport-belt',
      );
      plan.run('transport-belt', x - 2, 328 + OY, x - 2, low);
    });
  }
  plan.group('labs', 0.12, 0.2, 1, () => {
    for (let iy = 0; iy < 3; iy++) {
      for (let ix = 0; ix < 6; ix++) {
        plan.add('lab', 560 + ix * 5 + OX, 336 + iy * 7 + OY);
        plan.add('inserter', 561 + ix * 5 + OX, 339 + iy * 7 + OY, NORTH);
      }
      plan.run('transport-belt', 558 + OX, 340 + iy * 7 + OY, 590 + OX, 340 + iy * 7 + OY);
    }
  });
  plan.group('mall', 0.16, 0.28, 4, () => {
    for (let row = 0; row < 2; row++) {
      const y = 336 + row * 14 + OY;
      plan.run('transport-belt', 600 + OX, y + 4, 654 + OX, y + 4);
      plan.run('transport-belt', 600 + OX, y + 5, 654 + OX, y + 5);
      for (let ix = 0; ix < 13; ix++) {
        const x = 602 + ix * 4 + OX;
        plan.add('assembling-machine-2', x, y, NORTH, { recipe: RECIPES[(ix + row) % 7]! });
        plan.add('inserter', x + 1, y + 3, NORTH);
        plan.add('assembling-machine-2', x, y + 7, NORTH, { recipe: RECIPES[(ix + 4) % 9]! });
        plan.add('inserter', x + 1, y + 6, SOUTH);
        plan.add('steel-chest', x + 3, y + 8);
      }
    }
  });
  plan.group('rocket silos', 0.6, 0.66, 1, () => {
    for (let k = 0; k < 2; k++) {
      plan.add('rocket-silo', 588 + k * 26 + OX, 380 + OY, NORTH, { recipe: 'rocket-part' });
      for (let d = -3; d < 14; d += 3) for (const y of [374, 392]) plan.add('beacon', 588 + k * 26 + d + OX, y + OY);
    }
  });
  plan.group('beaconed circuits', 0.7, 0.8, 3, () => {
    for (let k = 0; k < 2; k++)
      for (let y = 364; y < 400; y += 3) {
        const x = 640 + k * 0 + OX;
        plan.add('assembling-machine-3', x, y + OY, NORTH, { recipe: 'processing-unit' });
        plan.add('beacon', x - 5, y + OY);
        plan.add('beacon', x + 6, y + OY);
        plan.add('fast-inserter', x + 3, y + 1 + OY, EAST);
      }
  });
  plan.group('roboports', 0.4, 0.6, 4, () => {
    for (let x = 400; x < 670; x += 50) for (const y of [234, 326, 404]) plan.add('roboport', x + OX, y + OY);
  });
  plan.group('pylons', 0.06, 0.3, 2, () => {
    pylons(plan, 392 + OX, 299 + OY, 656 + OX, 299 + OY, 20);
    pylons(plan, 398 + OX, 331 + OY, 640 + OX, 331 + OY, 20);
    pylons(plan, 660 + OX, 260 + OY, 676 + OX, 440 + OY, 26);
    pylons(plan, 388 + OX, 326 + OY, 196 + OX, 322 + OY);
    plan.add('radar', 524 + OX, 226 + OY);
    plan.add('radar', 388 + OX, 414 + OY);
  });
}

function oilAndPower(plan: Plan): void {
  plan.group('pumpjacks', 0.22, 0.24, 2, () => {
    const oil = RESOURCE_NAMES.indexOf('crude-oil') + 1;
    for (let y = -146; y < -80; y++)
      for (let x = 294; x < 370; x++)
        if (plan.terrain.chunk(x >> 5, y >> 5).ore[(y & 31) * 32 + (x & 31)] === oil) plan.add('pumpjack', x - 1, y - 1);
    plan.run('pipe', 730 + OX, 232 + OY, 790 + OX, 232 + OY);
    plan.run('pipe', 790 + OX, 232 + OY, 790 + OX, 212 + OY);
    plan.run('pipe', 791 + OX, 212 + OY, 870 + OX, 212 + OY);
  });
  plan.group('refinery', 0.22, 0.36, 2, () => {
    plan.pave('concrete', 664 + OX, 214 + OY, 76, 66);
    for (let k = 0; k < 8; k++) plan.add('oil-refinery', 668 + k * 6 + OX, 218 + OY, NORTH, { recipe: 'advanced-oil-processing' });
    for (let k = 0; k < 10; k++) {
      plan.add('chemical-plant', 668 + k * 4 + OX, 236 + OY, NORTH, { recipe: 'light-oil-cracking' });
      plan.add('chemical-plant', 668 + k * 4 + OX, 246 + OY, NORTH, { recipe: 'heavy-oil-cracking' });
      plan.add('chemical-plant', 668 + k * 4 + OX, 262 + OY, NORTH, { recipe: k % 2 ? 'plastic-bar' : 'sulfur' });
    }
    for (let k = 0; k < 4; k++) for (let j = 0; j < 3; j++) plan.add('storage-tank', 718 + j * 5 + OX, 216 + k * 5 + OY);
    for (const y of [226, 229, 232, 242, 252]) plan.run('pipe', 666 + OX, y + OY, 730 + OX, y + OY);
    for (const x of [672, 690, 709]) plan.run('pipe', x + OX, 227 + OY, x + OX, 256 + OY);
    plan.run('transport-belt', 668 + OX, 266 + OY, 724 + OX, 266 + OY);
    plan.run('transport-belt', 664 + OX, 268 + OY, 664 + OX, 296 + OY);
  });
  plan.group('nuclear power', 0.66, 0.74, 1, () => {
    for (let k = 0; k < 2; k++) for (let j = 0; j < 2; j++) plan.add('nuclear-reactor', 640 + k * 5 + OX, 166 + j * 5 + OY);
    for (let k = 0; k < 2; k++)
      for (let j = 0; j < 12; j++) {
        plan.add('steam-turbine', 600 - j * 4 + OX, 158 + k * 12 + OY);
        if (j % 2 === 0) plan.add('heat-exchanger', 600 - j * 4 + OX, 164 + k * 12 + OY);
      }
    plan.run('pipe', 552 + OX, 167 + OY, 638 + OX, 167 + OY);
  });
  for (let r = 0; r < 4; r++)
    plan.group(`solar field ${r + 1}`, 0.44 + r * 0.08, 0.5 + r * 0.08, 0, () => {
      for (let c = 0; c < 7; c++) solarCell(plan, 676 + c * 20 + OX, 426 + r * 20 + OY);
      if (r % 2 === 1) plan.add('roboport', 672 + OX, 420 + r * 20 + OY);
    });
  plan.group('solar field west', 0.8, 0.88, 0, () => {
    for (let r = 0; r < 3; r++) for (let c = 0; c < 4; c++) solarCell(plan, 410 + c * 20 + OX, 440 + r * 20 + OY);
  });
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
