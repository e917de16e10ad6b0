/** Servers with their metrics, without anything that listens. */
import { vi } from 'vitest';
import { kernels } from '../../../kernels';
import { type Hub, Hubs } from '../../hub';
import { FileKeeping } from '../../keep/files';
import { Metrics } from '../metrics';
import { type Family, scrapeOf } from './scrape';

const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(lines.map((line) => `${line}\n`).join(''));

export class Rig {
  private constructor(
    readonly hubs: Hubs,
    readonly keeping: FileKeeping,
    readonly metrics: Metrics,
  ) {}

  static async open(folder: string, ...servers: string[]): Promise<Rig> {
    const keeping = await FileKeeping.open(folder);
    const hubs = new Hubs(keeping, { kernels: await kernels() });
    for (const server of servers) await hubs.open(server);
    return new Rig(hubs, keeping, new Metrics(hubs));
  }

  hub(server: string): Hub {
    return this.hubs.get(server)!;
  }

  /** They are in its world then. */
  async tell(server: string, lines: readonly string[] | Uint8Array): Promise<void> {
    const hub = this.hub(server);
    await hub.append(lines instanceof Uint8Array ? lines : bytesOf(lines));
    await this.caughtUp(server);
  }

  async caughtUp(server: string): Promise<void> {
    const { state, log } = this.hub(server);
    await vi.waitFor(
      () => {
        if (state.taken < log.end) throw new Error(`${state.taken} of ${log.end}`);
      },
      { timeout: 60_000 },
    );
  }

  async scrape(): Promise<Map<string, Family>> {
    return scrapeOf(await this.metrics.text());
  }

  /** Other numbers than those of the scrape before. */
  async next(): Promise<Map<string, Family>> {
    vi.setSystemTime(Date.now() + 10_000);
    return await this.scrape();
  }

  async close(): Promise<void> {
    this.metrics.close();
    await this.hubs.close();
    await this.keeping.close();
  }
}
