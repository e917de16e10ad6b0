/** What the ways in and out count as they go. */
import { Counter, type Registry } from 'prom-client';
import type { InCounts, Way } from '../in/inlet';
import type { OutCounts } from '../out/options';

/** Of both sides at once. */
export type RelayCounts = InCounts & OutCounts;

/** So many servers have rows of their own: a token makes one, but nothing else holds their number. */
export const MAX_SERVERS = 200;
const OTHERS = 'others';

export class Counts implements RelayCounts {
  private readonly lines: Counter<'server' | 'way'>;
  private readonly bytes: Counter<'server' | 'way'>;
  private readonly refusals: Counter<'reason'>;
  private readonly sent: Counter<'server'>;
  private readonly gaps: Counter<'server'>;
  private readonly servers = new Set<string>();

  constructor(register: Registry) {
    const registers = [register];
    const into = ['server', 'way'] as const;
    this.lines = new Counter({
      name: 'factoscope_relay_lines_total',
      help: 'Lines that came and are kept.',
      labelNames: into,
      registers,
    });
    this.bytes = new Counter({
      name: 'factoscope_relay_bytes_total',
      help: 'Bytes of lines that came and are kept.',
      labelNames: into,
      registers,
    });
    this.refusals = new Counter({
      name: 'factoscope_relay_refused_total',
      help: 'What was not taken or not answered.',
      labelNames: ['reason'],
      registers,
    });
    this.sent = new Counter({
      name: 'factoscope_relay_sent_bytes_total',
      help: 'Bytes sent to watchers.',
      labelNames: ['server'],
      registers,
    });
    this.gaps = new Counter({
      name: 'factoscope_relay_watcher_gaps_total',
      help: 'How often a watcher was given the latest state in place of lines it had missed.',
      labelNames: ['server'],
      registers,
    });
  }

  came(way: Way, server: string, lines: number, bytes: number): void {
    const labels = { server: this.row(server), way };
    this.lines.inc(labels, lines);
    this.bytes.inc(labels, bytes);
  }

  /** By one of the reasons of `cli/relay/in/inlet.ts` and `cli/relay/out/options.ts`. */
  refused(reason: string): void {
    this.refusals.inc({ reason });
  }

  bytesOut(server: string, bytes: number): void {
    this.sent.inc({ server: this.row(server) }, bytes);
  }

  gap(server: string): void {
    this.gaps.inc({ server: this.row(server) });
  }

  /** There is such a server: what is counted of it begins at 0. */
  begin(server: string): void {
    this.gaps.inc({ server: this.row(server) }, 0);
    this.sent.inc({ server: this.row(server) }, 0);
  }

  private row(server: string): string {
    if (this.servers.has(server)) return server;
    if (this.servers.size >= MAX_SERVERS) return OTHERS;
    this.servers.add(server);
    return server;
  }
}
