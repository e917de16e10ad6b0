/** What the mod costs a tick of the game, counted in the simulated one with 10,000 charted chunks: floor is the budget of the settings. */
import { BUDGET, type Cost, measure } from '../mod/host/measure';
import { type Row, row } from './row';

const SIDE = 100;

export async function run(): Promise<Row[]> {
  const { keyframe, burst, idle } = measure(SIDE, 600);
  const rows = (name: string, cost: Cost): Row[] => [
    row(`${name}, worst tick: characters`, cost.characters, 'chars', { floor: BUDGET.characters, against: 'budget', ratioAtMost: 2 }),
    row(`${name}, worst tick: searches and charts`, cost.asked, 'calls', { floor: BUDGET.asked, against: 'budget', ratioAtMost: 2 }),
    row(`${name}, worst tick: lines`, cost.lines, 'lines'),
    row(`${name}, worst tick: Lua instructions`, cost.instructions, 'instr'),
    row(`${name}, average: Lua instructions`, cost.average, 'instr'),
  ];
  return [
    ...rows('a launch with 10,000 charted chunks', keyframe),
    ...rows('1,000 things built in one tick, under radar', burst),
    ...rows('idle', idle),
  ];
}
