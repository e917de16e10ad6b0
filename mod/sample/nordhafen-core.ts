/** The heart of the town: smelters, the bus, columns of machines, labs, the mall, silos. */
import type { EntityName } from './palette';
import { EAST, NORTH, type Plan, SOUTH } from './plan';
import { OX, OY } from './sheet';
import { column, pylons, smelterRow } from './works';

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

export function buildCore(plan: Plan): void {
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
    for (const y of [231, 410]) plan.pave('stone-path', 391 + OX, y + OY, 270, 1);
  });
  plan.group('refined concrete', 0.58, 0.62, 4, () => plan.pave('refined-concrete', 400 + OX, 300 + OY, 254, 28));
  plan.group('bus', 0.08, 0.34, 1, () => {
    for (let g = 0; g < 4; g++)
      for (let i = 0; i < 4; i++) {
        const y = 302 + g * 6 + i + OY;
        const belt: EntityName = g === 1 ? 'fast-transport-belt' : 'transport-belt';
        const end = 654 - g * 9 - i * 2 + OX;
        for (let x = 402 + OX; x < end; x += 40) {
          // Every 40 tiles something passes under the bus; half way lanes one and two share through a splitter.
          const to = Math.min(x + 36, end);
          const middle = x + 18;
          if (i < 2 && middle < to && middle < 640 - g * 9 + OX) {
            plan.run(belt, x, y, middle - 1, y);
            if (i === 0) plan.add('splitter', middle, y, EAST);
            plan.run(belt, middle + 1, y, to, y);
          } else plan.run(belt, x, y, to, y);
          if (x + 39 < end) {
            plan.add('underground-belt', x + 37, y, EAST);
            plan.add('underground-belt', x + 39, y, EAST);
          }
        }
      }
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
