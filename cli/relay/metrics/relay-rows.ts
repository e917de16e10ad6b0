/** What is known of each server without asking its world. */
import { Gauge, type Registry } from 'prom-client';
import type { Hub } from '../hub';

export class RelayRows {
  private readonly gauges: { gauge: Gauge<'server'>; of: (hub: Hub) => number | null }[];

  constructor(register: Registry) {
    const gauge = (name: string, help: string, of: (hub: Hub) => number | null) => ({
      gauge: new Gauge({ name, help, labelNames: ['server'] as const, registers: [register] }),
      of,
    });
    this.gauges = [
      gauge('factoscope_relay_watchers', 'Who watches now.', ({ watchers }) => watchers),
      gauge('factoscope_relay_log_end_bytes', 'Bytes of lines since the log began, dropped ones too.', ({ log }) => log.end),
      gauge('factoscope_relay_disk_bytes', 'What is kept on the disk.', ({ log }) => log.bytes),
      gauge('factoscope_relay_state_lag_bytes', 'Lines that are kept and not yet in the state.', ({ log, state }) =>
        Math.max(0, log.end - state.taken),
      ),
      gauge('factoscope_relay_last_line_timestamp_seconds', 'When the last line came, since this relay was started.', ({ heard }) =>
        heard === null ? null : heard / 1000,
      ),
    ];
  }

  write(hubs: readonly Hub[]): void {
    for (const { gauge, of } of this.gauges) {
      gauge.reset();
      for (const hub of hubs) {
        const value = of(hub);
        if (value !== null) gauge.set({ server: hub.id }, value);
      }
    }
  }
}
