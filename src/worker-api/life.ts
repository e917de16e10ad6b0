/** What every worker answers beside its own work, so that the page learns of its death whatever it dies of. */
export interface LifeApi {
  /**
   * The name of a lock that the worker holds until it ends; null where the browser has no locks (insecure origins). Whoever
   * gets the lock knows that the worker is dead: a browser that kills one for its memory fires no event.
   */
  alive(): Promise<string | null>;
}

/** The BroadcastChannel on which tabs and workers tell each other what changed. */
export const CHANNEL = 'factoscope';

/** The Web Lock of whoever writes to the store: one worker among all tabs. */
export const WRITE_LOCK = 'factoscope-write';

/** A world or a pack changed; null: the list of them did. `by`: the page that fed it, which knows. */
export type ChangedMessage = { type: 'changed'; world: string | null; by?: string } | { type: 'changed'; pack: string | null };
