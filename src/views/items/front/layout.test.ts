import { describe, expect, it } from 'vitest';
import type { GridGroup } from '../../../client';
import type { Shown } from '../../../core/prototype/types';
import { layoutRows, neighbour } from './layout';

const shown = (name: string, hidden = false): Shown => ({
  kind: 'item',
  name,
  label: name,
  picture: null,
  ...(hidden ? { hidden: true as const } : {}),
});
const group = (name: string, ...runs: (string | [string])[][]): GridGroup => ({
  group: { ...shown(name), kind: 'item-group' },
  subgroups: runs.map((run, at) => ({
    name: `${name}-${at}`,
    entries: run.map((one) => (typeof one === 'string' ? shown(one) : shown(one[0], true))),
  })),
  count: runs.flat().length,
  hidden: runs.flat().filter((one) => typeof one !== 'string').length,
});
const told = (rows: ReturnType<typeof layoutRows>) =>
  rows.map((row) =>
    row.type === 'head' ? `# ${row.group.group.name}` : row.cells.map((cell) => `${cell.entry.name}@${cell.x}`).join(' '),
  );

describe('rows of the grid', () => {
  it('lets subgroups run on, 14 px apart', () => {
    expect(told(layoutRows([group('g', ['a', 'b'], ['c'])], 500, 40, false, true))).toEqual(['# g', 'a@0 b@42 c@96']);
  });
  it('turns before a subgroup that does not fit, and breaks one only when it is wider than the row', () => {
    const rows = layoutRows([group('g', ['a'], ['b', 'c'], ['d', 'e', 'f', 'h'])], 124, 40, false, true);
    expect(told(rows)).toEqual(['# g', 'a@0', 'b@0 c@42', 'd@0 e@42 f@84', 'h@0']);
  });
  it('begins a row with each subgroup on a phone', () => {
    expect(told(layoutRows([group('g', ['a'], ['b'])], 300, 40, false, false))).toEqual(['# g', 'a@0', 'b@0']);
  });
  it('shows hidden ones on demand, and no group without an entry', () => {
    const groups = [group('g', ['a', ['x']]), group('h', [['y']])];
    expect(told(layoutRows(groups, 300, 40, false, true))).toEqual(['# g', 'a@0']);
    expect(told(layoutRows(groups, 300, 40, true, true))).toEqual(['# g', 'a@0 x@42', '# h', 'y@0']);
  });
  it('does not loop where not even one slot fits', () => {
    expect(told(layoutRows([group('g', ['a', 'b'])], 10, 40, false, true))).toEqual(['# g', 'a@0', 'b@0']);
  });
});

describe('arrows in the grid', () => {
  const rows = layoutRows([group('g', ['a', 'b', 'c'], ['d']), group('h', ['e', 'f'])], 130, 40, false, true);
  it('go along the row and on to the next', () => {
    expect(neighbour(rows, 1, 0, 'ArrowRight')).toEqual([1, 1]);
    expect(neighbour(rows, 1, 2, 'ArrowRight')).toEqual([2, 0]);
    expect(neighbour(rows, 4, 0, 'ArrowLeft')).toEqual([2, 0]);
    expect(neighbour(rows, 1, 0, 'ArrowLeft')).toBeNull();
  });
  it('go to the nearest slot above and below, over the heads of groups', () => {
    expect(neighbour(rows, 1, 2, 'ArrowDown')).toEqual([2, 0]);
    expect(neighbour(rows, 2, 0, 'ArrowDown')).toEqual([4, 0]);
    expect(neighbour(rows, 4, 1, 'ArrowUp')).toEqual([2, 0]);
    expect(neighbour(rows, 4, 1, 'ArrowDown')).toBeNull();
  });
});
