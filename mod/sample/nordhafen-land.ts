/** Mines near and far, oil, steam, the reactors, the sun. */
import { RESOURCE_NAMES } from './palette';
import { NORTH, type Plan } from './plan';
import { OX, OY } from './sheet';
import { mine, pylons, solarCell } from './works';

export function buildMines(plan: Plan): void {
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

export function buildPower(plan: Plan): void {
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
