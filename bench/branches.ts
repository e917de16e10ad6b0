/** Finding the branches and gaps of a world out of long logs, beside looking at each of their lines once. */
import { branchesOf, type Run } from '../src/core/world/branches';
import { median, type Row, row } from './row';

const LINES = 1_000_000;
const LOGS = 10;
/** A branch search that takes longer is felt at every flush of an import. */
const AT_MOST = 1000;

export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, loss] of [
    ['nothing lost', 0],
    ['one line in a hundred lost', 0.01],
  ] as const) {
    const runs = Array.from({ length: LOGS }, (_, log) => runOf(log, loss));
    const measured = await median(5, () => branchesOf(runs));
    const floor = await median(5, () => look(runs));
    rows.push(
      row(`branches of 10 logs of 1,000,000 lines, all forking, ${name}`, measured, 'ms', {
        floor,
        against: 'one look at each line',
        atMost: AT_MOST,
      }),
    );
  }
  return rows;
}

/** All logs are one up to a place of their own in the middle. */
function runOf(log: number, loss: number): Run {
  const fork = LINES / 2 + log * 10_000;
  let state = log + 1;
  const kept: number[] = [];
  for (let seq = 1; seq <= LINES; seq++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    if (state / 4_294_967_296 >= loss) kept.push(seq);
  }
  return {
    id: `${log}`,
    seq: Uint32Array.from(kept),
    chain: Uint32Array.from(kept, (seq) => Math.imul(seq, 69_069) + (seq > fork ? log + 1 : 0)),
    tick: Float64Array.from(kept, (seq) => seq * 10),
    seen: new Uint8Array(kept.length).fill(1),
    clock: null,
    lastTick: LINES * 10,
  };
}

function look(runs: readonly Run[]): number {
  let sum = 0;
  for (const { seq, chain, tick, seen } of runs) for (let i = 0; i < seq.length; i++) sum += seq[i]! ^ chain[i]! ^ tick[i]! ^ seen[i]!;
  return sum;
}
