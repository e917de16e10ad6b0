import { describe, expect, it } from 'vitest';
import type { Step } from '../../../core/prototype/types';
import { CARD, layoutTree } from './tree';

const step = (name: string, ...needs: string[]): Step => ({
  ref: { kind: 'technology', name, label: name, picture: null },
  needs,
  cost: null,
  trigger: null,
});
const columns = (steps: Step[]) => layoutTree(steps).cards.map(({ step: { ref }, x }) => `${ref.name}:${x / CARD.column}`);

describe('the tree of technologies', () => {
  it('puts each right of all it needs', () => {
    expect(columns([step('a'), step('b', 'a'), step('c', 'a', 'b')])).toEqual(['a:0', 'b:1', 'c:2']);
  });
  it('puts a root next to what needs it', () => {
    expect(columns([step('a'), step('late'), step('b', 'a'), step('c', 'b', 'late')])).toEqual(['a:0', 'late:1', 'b:1', 'c:2']);
  });
  it('draws no two cards on one place, and a line for every need', () => {
    const tree = layoutTree([step('a'), step('b'), step('c', 'a', 'b'), step('d', 'a', 'b'), step('e', 'c', 'd')]);
    expect(new Set(tree.cards.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
    expect(tree.lines.length).toBe(6);
    expect(tree.width).toBe(2 * CARD.column + CARD.width);
  });
  it('leaves out circles and needs that are none of the steps', () => {
    const tree = layoutTree([step('a', 'b', 'elsewhere', 'a'), step('b', 'a')]);
    expect(tree.lines.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
  });
  it('is empty for nothing', () => {
    expect(layoutTree([])).toMatchObject({ cards: [], lines: [] });
  });
});
