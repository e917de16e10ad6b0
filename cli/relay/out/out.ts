/** What a relay shows: the site, its servers, and their lines as they come. */
import type { Hubs } from '../hub';
import type { OutCounts, OutOptions, TokenCheck } from './options';

export class Out {
  constructor(
    readonly hubs: Hubs,
    readonly tokens: TokenCheck,
    readonly counts: OutCounts,
    readonly options: OutOptions,
  ) {}

  /** `url` as a browser of this machine opens it. Throws a Problem (`port-taken`, `bad-certificate`). */
  async listen(): Promise<{ url: string; port: number }> {
    throw new Error('being written');
  }

  /** Watchers are told that it is away. */
  async close(): Promise<void> {}
}
