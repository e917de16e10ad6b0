/** Where the worlds of servers are kept. */
import type { Kernels } from '../../src/core/kernels/kernels';
import type { Problem } from '../../src/core/result';
import { ServerWorld } from './server-world';

export type AnyWorld = Pick<ServerWorld, keyof ServerWorld>;

export interface Worlds {
  /** An empty one, which whoever opens it closes. */
  open(): Promise<AnyWorld>;
  /** All that were opened are gone: what they were asked last is never answered. */
  onLost(listener: (problem: Problem) => void): () => void;
}

/** In this very thread. */
export const worldsHere = (kernels: Kernels): Worlds => ({ open: () => ServerWorld.open(kernels), onLost: () => () => {} });
