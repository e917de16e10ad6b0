import type { Numbers, NumbersQuestion } from '../core/world/number-types';

export interface NumbersApi {
  numbers(question: NumbersQuestion): Promise<Numbers>;
}
