/** The thread in which worlds are. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { type Endpoint, expose, type ProxyMarked, proxy } from 'comlink';
import { kernels } from '../kernels';
import { ServerWorld } from './server-world';

const loaded = await kernels();

const there = {
  open: async (): Promise<ServerWorld & ProxyMarked> => proxy(await ServerWorld.open(loaded)),
};
export type WorldsThere = typeof there;

expose(there, workerData as MessagePort as unknown as Endpoint);
