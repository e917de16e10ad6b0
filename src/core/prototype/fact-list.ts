/** Collects facts; what is absent is not said. */
import type { FactKey } from './fact-keys';
import type { Condition } from './process';
import type { Show } from './rows';
import type { Fact, Ref } from './types';

type Unit = Extract<Fact['value'], { type: 'number' }>['unit'];

export class FactList {
  readonly facts: Fact[] = [];

  constructor(readonly show: Show) {}

  number(key: FactKey, value: number | null | undefined, unit: Unit = ''): void {
    if (value === null || value === undefined || Number.isNaN(value)) return;
    this.facts.push({ key, value: { type: 'number', value: Number.isFinite(value) ? Number(value.toPrecision(10)) : value, unit } });
  }

  /** A share as %: 0.2 is 20. Nothing is said of 0. */
  share(key: FactKey, value: number | null | undefined): void {
    if (value) this.number(key, value * 100, '%');
  }

  /** A factor as what it adds in %: 1.5 is +50. Nothing is said of 1. */
  factor(key: FactKey, value: number | null | undefined): void {
    if (value !== null && value !== undefined) this.share(key, value - 1);
  }

  range(key: FactKey, min: number | null, max: number | null, unit: string): void {
    if (min !== null || max !== null) this.facts.push({ key, value: { type: 'range', min, max, unit } });
  }

  text(key: FactKey, text: string | null): void {
    if (text) this.facts.push({ key, value: { type: 'text', text } });
  }

  texts(key: FactKey, texts: readonly string[]): void {
    this.text(key, texts.join(', '));
  }

  yes(key: FactKey, yes: boolean | null): void {
    if (yes !== null) this.facts.push({ key, value: { type: 'yes', yes } });
  }

  refs(key: FactKey, refs: readonly (Ref & { amount?: number })[]): void {
    if (refs.length === 0) return;
    this.facts.push({
      key,
      value: {
        type: 'refs',
        refs: refs.map(({ amount, ...ref }) =>
          amount === undefined ? { ref: this.show(ref) } : { ref: this.show(ref), amount: Number(amount.toPrecision(10)) },
        ),
      },
    });
  }

  conditions(key: FactKey, conditions: readonly Condition[]): void {
    if (conditions.length === 0) return;
    this.facts.push({
      key,
      value: {
        type: 'conditions',
        conditions: conditions.map(({ property, min, max }) => ({
          property: this.show({ kind: 'surface-property', name: property }),
          min,
          max,
        })),
      },
    });
  }
}

/** "5 × 5" in tiles. */
export const area = (width: number, height = width): string => `${Number(width.toPrecision(6))} × ${Number(height.toPrecision(6))}`;
