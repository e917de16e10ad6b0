/** Questions about quantities through time, as the page asks them. */
import type { Remote } from 'comlink';
import type { NumbersApi } from '../worker-api/numbers-api';
import type { NumbersClient } from './types';

type Ask = <T>(
  world: string,
  question: unknown[],
  work: (api: Remote<NumbersApi>) => Promise<T>,
  signal: AbortSignal | undefined,
) => Promise<T>;

/** They read a world's whole life, so they are answered beside all that is shown meanwhile. */
export function createNumbersClient(heavy: Ask): NumbersClient {
  return {
    numbers: (question, signal) => heavy(question.world, ['numbers', question], (api) => api.numbers(question), signal),
  };
}
