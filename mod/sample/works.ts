/** What players build everywhere: mines, columns of machines, smelters, rails, stations, solar fields, walls. */
import type { EntityName } from './palette';
import { EAST, NORTH, type Plan, SOUTH, WEST } from './plan';

type Point = [x: number, y: number];

/** Drills in pairs along belts where there is ore, the belts running out to `outY`. Answers the belts' x. */
export function mine(
  plan: Plan,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  outY: number,
  drill: EntityName = 'electric-mining-drill',
): number[] {
  const side = drill === 'big-mining-drill' ? 5 : 3;
  const lanes: number[] = [];
  const rich = (x: number, y: number): boolean => {
    let n = 0;
    for (let j = 0; j < side; j++)
      for (let i = 0; i < side; i++) {
        const ground = plan.terrain.chunk((x + i) >> 5, (y + j) >> 5);
        if (ground.ore[((y + j) & 31) * 32 + ((x + i) & 31)]) n++;
      }
    return n * 2 > side * side;
  };
  for (let x = x0; x + side * 2 + 1 <= x1; x += side * 2 + 2) {
    let low = Infinity;
    let high = -Infinity;
    for (let y = y0; y + side <= y1; y += side) {
      let any = false;
      if (rich(x, y)) any = plan.add(drill, x, y, EAST) !== null;
      if (rich(x + side + 1, y)) any = plan.add(drill, x + side + 1, y, WEST) !== null || any;
      if (!any) continue;
      low = Math.min(low, y);
      high = Math.max(high, y + side - 1);
      if ((y - y0) % (side * 3) === 0) plan.add('medium-electric-pole', x + side * 2 + 1, y + 1);
    }
    if (low > high) continue;
    if (outY > high) plan.run('transport-belt', x + side, low, x + side, outY);
    else plan.run('transport-belt', x + side, high, x + side, Math.min(low, outY));
    lanes.push(x + side);
  }
  return lanes;
}

/** Machines on both sides of a belt, each with its inserter. */
export function column(
  plan: Plan,
  x: number,
  y0: number,
  y1: number,
  machine: EntityName,
  recipe: string,
  gap: number,
  belt: EntityName = 'transport-belt',
): void {
  plan.run(belt, x + 4, y1, x + 4, y0);
  for (let y = y0; y + 3 <= y1; y += 3 + gap) {
    plan.add(machine, x, y, NORTH, { recipe });
    plan.add('inserter', x + 3, y + 1, EAST);
    plan.add('inserter', x + 5, y + 1, WEST);
    plan.add(machine, x + 6, y, NORTH, { recipe });
    if (gap > 0 || (y - y0) % 9 === 0) plan.add('medium-electric-pole', x + 5, y + 2);
  }
}

/** Furnaces in two rows along the belt that takes the plates away; ore comes on the belt above. */
export function smelterRow(plan: Plan, x0: number, x1: number, y: number, furnace: EntityName): void {
  const side = furnace === 'stone-furnace' ? 2 : 3;
  plan.run('transport-belt', x0 - 6, y - 2, x1, y - 2);
  plan.run('transport-belt', x0, y + side + 1, x1 + 8, y + side + 1);
  for (let x = x0; x + side <= x1; x += side) {
    plan.add('inserter', x + 1, y - 1, NORTH);
    plan.add(furnace, x, y);
    plan.add('inserter', x + 1, y + side, NORTH);
    plan.add('inserter', x + 1, y + side + 2, SOUTH);
    plan.add(furnace, x, y + side + 3);
  }
}

/** One track: straight pieces on the axes, small steps around the corners. */
export function track(plan: Plan, points: Point[], radius: number): void {
  for (const [x, y, straight, dir] of walk(points, radius)) {
    const left = straight ? Math.floor(x / 2) * 2 : Math.round(x);
    const top = straight ? Math.floor(y / 2) * 2 : Math.round(y);
    const here = plan.at(left, top);
    const other = plan.at(left + 1, top + 1);
    if (here !== undefined && here === other && (straight || here.at[0] === left + 1)) continue;
    if ([here, other, plan.at(left + 1, top), plan.at(left, top + 1)].some((t) => t !== undefined && !t.name.endsWith('rail'))) continue;
    plan.add(straight ? 'straight-rail' : 'half-diagonal-rail', left, top, dir, { over: true });
  }
}

function walk(points: Point[], radius: number): [x: number, y: number, straight: boolean, dir: number][] {
  const out: [number, number, boolean, number][] = [];
  const line = (ax: number, ay: number, bx: number, by: number, straight: boolean): void => {
    const length = Math.max(Math.abs(bx - ax), Math.abs(by - ay));
    const axis = ax === bx || ay === by;
    const n = Math.max(1, Math.ceil(length / (straight && axis ? 2 : 1)));
    for (let i = 0; i <= n; i++) out.push([ax + ((bx - ax) * i) / n, ay + ((by - ay) * i) / n, straight && axis, ax === bx ? NORTH : EAST]);
  };
  let from = points[0]!;
  points.forEach((corner, i) => {
    if (i === 0) return;
    const next = points[i + 1];
    // A point half way along a straight line is no corner.
    if (next !== undefined && (corner[0] - from[0]) * (next[1] - corner[1]) === (corner[1] - from[1]) * (next[0] - corner[0])) return;
    const into = Math.hypot(corner[0] - from[0], corner[1] - from[1]);
    if (next === undefined) {
      line(from[0], from[1], corner[0], corner[1], true);
      return;
    }
    const away = Math.hypot(next[0] - corner[0], next[1] - corner[1]);
    const r = Math.min(radius, into / 1.2, away / 2);
    const p: Point = [corner[0] - ((corner[0] - from[0]) / into) * r, corner[1] - ((corner[1] - from[1]) / into) * r];
    const q: Point = [corner[0] + ((next[0] - corner[0]) / away) * r, corner[1] + ((next[1] - corner[1]) / away) * r];
    line(from[0], from[1], p[0], p[1], true);
    for (let k = 0; k < r; k++) {
      const t = (k + 0.5) / r;
      out.push([
        (1 - t) ** 2 * p[0] + 2 * t * (1 - t) * corner[0] + t * t * q[0],
        (1 - t) ** 2 * p[1] + 2 * t * (1 - t) * corner[1] + t * t * q[1],
        false,
        2,
      ]);
    }
    from = q;
  });
  return out;
}

/** Two tracks side by side, `gap` tiles between their middles. */
export function doubleTrack(plan: Plan, points: Point[], gap = 4, radius = 13): void {
  for (const side of [-gap / 2, gap / 2])
    track(
      plan,
      points.map(([x, y], i): Point => {
        let nx = 0;
        let ny = 0;
        for (const [a, b] of [
          [i - 1, i],
          [i, i + 1],
        ] as const) {
          const p = points[a];
          const q = points[b];
          if (p === undefined || q === undefined) continue;
          const length = Math.hypot(q[0] - p[0], q[1] - p[1]);
          nx -= (q[1] - p[1]) / length;
          ny += (q[0] - p[0]) / length;
        }
        return [x + (nx > 0.3 ? side : nx < -0.3 ? -side : 0), y + (ny > 0.3 ? side : ny < -0.3 ? -side : 0)];
      }),
      radius,
    );
}

/** Parallel tracks with chests and inserters between them and a stop at each end. Answers the stops' unit numbers and places. */
export function station(plan: Plan, x: number, y: number, tracks: number, length: number, vertical = false): { id: number; at: Point }[] {
  const stops: { id: number; at: Point }[] = [];
  for (let k = 0; k < tracks; k++) {
    const [ax, ay] = vertical ? [x + k * 6, y] : [x, y + k * 6];
    track(
      plan,
      vertical
        ? [
            [ax, ay],
            [ax, ay + length],
          ]
        : [
            [ax, ay],
            [ax + length, ay],
          ],
      4,
    );
    for (let i = 4; i < length - 4; i++) {
      // Wagons are seven tiles long with their gap; every other place of the six is loaded.
      if (i % 7 === 6 || i % 2 === 1) continue;
      if (vertical) {
        plan.add('inserter', ax + 2, ay + i, EAST);
        plan.add('steel-chest', ax + 3, ay + i);
      } else {
        plan.add('inserter', ax + i, ay + 2, NORTH);
        plan.add('steel-chest', ax + i, ay + 3);
      }
    }
    const stop = vertical ? plan.add('train-stop', ax + 2, ay + length - 2, SOUTH) : plan.add('train-stop', ax + length - 2, ay + 2, EAST);
    if (stop !== null) stops.push({ id: stop.id, at: stop.at });
  }
  return stops;
}

/** A square of panels with accumulators and one substation, 18 tiles a side. */
export function solarCell(plan: Plan, x: number, y: number): void {
  plan.add('substation', x + 8, y + 8);
  for (let j = 0; j < 18; j += 3)
    for (let i = 0; i < 18; i += 3) {
      if ((i === 6 || i === 9) && (j === 6 || j === 9)) continue;
      if (i >= 3 && i <= 12 && (j === 3 || j === 12)) plan.add('accumulator', x + i, y + j);
      else plan.add('solar-panel', x + i, y + j);
    }
}

/** A wall two tiles thick along the points, turrets behind it, gates where rails pass. `inner` is the side of the turrets. */
export function wall(plan: Plan, points: Point[], inner: 1 | -1): void {
  points.slice(1).forEach(([x1, y1], s) => {
    const [x0, y0] = points[s]!;
    const dx = Math.sign(x1 - x0);
    const dy = Math.sign(y1 - y0);
    const length = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
    for (let k = 0; k <= length + 1; k++) {
      const x = x0 + dx * k;
      const y = y0 + dy * k;
      for (const [wx, wy] of dx !== 0
        ? [
            [x, y],
            [x, y + 1],
          ]
        : [
            [x, y],
            [x + 1, y],
          ]) {
        if (plan.at(wx!, wy!)?.name.endsWith('rail')) continue;
        const nearRail = [-1, 1].some((d) => plan.at(wx! + d * Math.abs(dx), wy! + d * Math.abs(dy))?.name.endsWith('rail'));
        plan.add(nearRail ? 'gate' : 'stone-wall', wx!, wy!, dx !== 0 ? NORTH : EAST);
      }
      if (k % 8 === 4)
        plan.add(k % 24 === 4 ? 'gun-turret' : 'laser-turret', x + (dy !== 0 ? 4 * inner * -dy : 0), y + (dx !== 0 ? 4 * inner * dx : 0));
      if (k % 24 === 12) plan.add('medium-electric-pole', x + (dy !== 0 ? 6 * inner * -dy : 0), y + (dx !== 0 ? 6 * inner * dx : 0));
    }
  });
}

/** Pylons from place to place. */
export function pylons(plan: Plan, x0: number, y0: number, x1: number, y1: number, step = 28): void {
  const n = Math.max(1, Math.round(Math.hypot(x1 - x0, y1 - y0) / step));
  for (let i = 0; i <= n; i++) plan.add('big-electric-pole', Math.round(x0 + ((x1 - x0) * i) / n), Math.round(y0 + ((y1 - y0) * i) / n));
}
