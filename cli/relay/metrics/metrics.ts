/** What a relay tells Prometheus of itself and of the games behind it. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Hubs } from '../hub';
import { Counts, type RelayCounts } from './counts';

export class Metrics {
  private readonly registry = new Registry();
  /** Handed to the ways in and out. */
  readonly counts: RelayCounts;

  constructor(readonly hubs: Hubs) {
    this.counts = new Counts(this.registry);
    collectDefaultMetrics({ register: this.registry });
  }

  /** All of it, as Prometheus reads it (text, 0.0.4). */
  async text(): Promise<string> {
    return await this.registry.metrics();
  }

  close(): void {
    this.registry.clear();
  }
}
