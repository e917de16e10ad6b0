import type { LineScan } from '../src/core/kernels/line-scan';
import type { Position } from '../src/core/live/wire';
import type { Problem } from '../src/core/result';
import { type BlockStore, StoreFull } from '../src/core/world/block-store';
import type { Library } from '../src/core/world/library';
import type { Fed, FeedPart, FeedPlace } from '../src/worker-api/feed-api';
import { allFeeds, feedKey, placeOf } from './feed-rows';
import { FeedSession } from './feed-session';

interface Needs {
  store: BlockStore;
  library(store: BlockStore): Promise<Library>;
  scan(): Promise<LineScan>;
  now?(): number;
}

/** Between two settlings of a world (its gaps, its branches), at least so long, and so many times what one takes. */
const SETTLE_MS = 1000;
const SETTLE_SHARE = 10;
const MOST_PROBLEMS = 20;

/** Takes in what a relay sends, piece by piece, into the store that everything else reads from, and remembers up to where. */
export class Feeder {
  private kept: FeedSession | null = null;
  private settledAt = Number.NEGATIVE_INFINITY;
  private settleCost = 0;
  private readonly now: () => number;

  constructor(private readonly needs: Needs) {
    this.now = needs.now ?? (() => performance.now());
  }

  /** To be called while nobody else writes. Rejects with the Problem `feed-behind` when it must go on from where it is stored. */
  async feed(part: FeedPart, lines: Uint8Array): Promise<Fed> {
    const session = (await this.going(part)) ?? (await this.opened(part));
    // Whatever goes wrong from here on, what is held is of no use any more.
    this.kept = null;
    const problems: Problem[] = [];
    session.row.source = part.source;
    session.report = (problem) => {
      if (problems.length < MOST_PROBLEMS) problems.push({ ...problem, file: part.source.name });
    };
    const { importer } = session;
    const packets = importer.packets;
    const changed = new Set<string>();
    let settled = false;
    try {
      if (part.begins) session.begin();
      await session.push(lines, part.position);
      for (const world of await importer.flush()) changed.add(world);
      settled = part.ends || this.now() - this.settledAt >= Math.max(SETTLE_MS, this.settleCost * SETTLE_SHARE);
      if (settled) {
        const began = this.now();
        for (const world of (await importer.settle()).worlds) changed.add(world);
        this.settledAt = this.now();
        this.settleCost = this.settledAt - began;
      }
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error;
      return { place: await this.place(part), worlds: [], since: null, packets: 0, problems, full: true };
    }
    await session.leave();
    this.kept = session;
    const worlds = changed.size === 0 ? [] : (await importer.infos()).filter(({ id }) => changed.has(id));
    const since = session.newSince(worlds, settled);
    return { place: placeOf(session.row), worlds, since, packets: importer.packets - packets, problems, full: false };
  }

  private async going(part: FeedPart): Promise<FeedSession | null> {
    const { kept } = this;
    if (kept === null || kept.key !== feedKey(part.source) || !(await kept.alone())) return null;
    return part.begins || samePlace(kept.next, part.from) ? kept : null;
  }

  private async opened(part: FeedPart): Promise<FeedSession> {
    const { store, library, scan } = this.needs;
    const session = await FeedSession.open(store, part.source, library, await scan());
    if (!part.begins && (part.from === null || !samePlace(session.next, part.from))) throw behind(part.source.name);
    return session;
  }

  private async place(part: FeedPart): Promise<FeedPlace> {
    const key = feedKey(part.source);
    const row = (await allFeeds(this.needs.store)).find(({ source }) => feedKey(source) === key);
    return row === undefined ? { source: part.source, position: null, world: null } : placeOf(row);
  }
}

const samePlace = (a: Position | null, b: Position | null): boolean => a?.epoch === b?.epoch && a?.offset === b?.offset;

const behind = (file: string): Problem => ({
  code: 'feed-behind',
  file,
  line: 0,
  detail: 'Another tab has stored something of this world meanwhile, or the worker that stores was ended.',
  tip: 'It goes on by itself from what is stored.',
});
