/** Worlds in a thread of their own: what is done with them takes tens of milliseconds, for which no line would reach who watches. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { type Endpoint, releaseProxy, wrap } from 'comlink';
import type { Problem } from '../../src/core/result';
import type { WorldsThere } from './world-worker';
import type { AnyWorld, Worlds } from './worlds';

export class WorldThread implements Worlds {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly there;
  private readonly listeners = new Set<(problem: Problem) => void>();
  private lost: Problem | null = null;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(new URL('./world-worker.mjs', import.meta.url), { workerData: port2, transferList: [port2] });
    this.there = wrap<WorldsThere>(port1 as unknown as Endpoint);
    let why = 'its thread has ended';
    this.worker.on('error', (error) => {
      why = error.message;
    });
    this.worker.on('exit', () => this.lose(why));
  }

  private lose(why: string): void {
    const problem: Problem = {
      ...{ code: 'state-failed', file: '', line: 0, detail: `The states of the servers are lost: ${why}.` },
      tip: 'Lines are kept and sent all the same; when the relay is started again it reads them.',
    };
    this.lost = problem;
    this.port.close();
    for (const listener of this.listeners) listener(problem);
  }

  async open(): Promise<AnyWorld> {
    if (this.lost !== null) throw this.lost;
    const world = await this.there.open();
    const close = async (): Promise<void> => {
      await world.close();
      world[releaseProxy]();
    };
    // Asked by name: every other property of it would be another question.
    const { push, settle, keyframe, restated, known, state, png, numbers, deaths } = world;
    return { push, settle, keyframe, restated, known, state, png, numbers, deaths, close };
  }

  onLost(listener: (problem: Problem) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** When nobody has a world any more. */
  async close(): Promise<void> {
    this.listeners.clear();
    await this.worker.terminate();
  }
}
