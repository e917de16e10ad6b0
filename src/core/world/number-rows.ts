/** Quantities through time as rows of a table, for files: one row a tick and thing. */
import type { Numbers } from './number-types';

/** Columns of a row; the clock as the log has it, without a zone. */
export const NUMBER_COLUMNS = ['tick', 'clock', 'what', 'name', 'total', 'perMinute'] as const;
export type NumberRow = [tick: number, clock: string | null, what: string, name: string, total: number | null, perMinute: number | null];

/** By tick: what is counted of the world, then what was made, used and killed. What is not known gives no row. */
export function* numberRows(numbers: Numbers): Generator<NumberRow> {
  const { online, deaths, research, rockets, evolution, pollution, produced, consumed, kills } = numbers;
  const values = Object.entries({ online, deaths, research, rockets, evolution, pollution });
  const lists = Object.entries({ produced, consumed, killed: kills });
  for (const [i, tick] of numbers.ticks.entries()) {
    const clock = clockText(numbers.clocks[i]!);
    for (const [what, list] of values) {
      const value = known(list[i]!);
      if (value !== null) yield [tick, clock, what, '', value, null];
    }
    for (const [what, list] of lists) {
      for (const { name, totals, rate } of list) {
        const row: NumberRow = [tick, clock, what, name, known(totals[i]!), known(rounded(rate[i]!))];
        if (row[4] !== null || row[5] !== null) yield row;
      }
    }
  }
}

/** As objects, for JSON. */
export const numberObject = (row: NumberRow) => Object.fromEntries(NUMBER_COLUMNS.map((name, i) => [name, row[i]!]));

/** What was spread over time has no more digits than these that mean anything. */
const rounded = (rate: number): number => Math.round(rate * 10_000) / 10_000;

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Clocks in logs have no zone. Years beyond what a date can be are no clock. */
function clockText(clock: number): string | null {
  return Math.abs(clock) <= 8.64e15 ? new Date(clock).toISOString().replace('Z', '') : null;
}
