/** Channels of other mods, as the story tells of them: how many messages up to a tick, and the last. */
import type { Tick } from '../packet/schema';
import type { Found } from './place-types';
import type { ToldRow } from './story';

type FoundChannel = Extract<Found, { what: 'channel' }>;

/** Texts of older messages are let go; messages are counted all the same. */
const MOST_TEXTS = 20_000;
const MOST_CHANNELS = 1_000;

export class Channels {
  private readonly ticks = new Map<string, Tick[]>();
  private readonly texts = new Map<string, { tick: Tick; text: string }[]>();

  /** Rows of any kind. */
  constructor(rows: readonly ToldRow[]) {
    const told = rows.filter(({ type, tick, name }) => type === 'channel' && tick !== null && name !== undefined);
    told.sort((a, b) => a.tick! - b.tick!);
    told.forEach(({ tick, name, text }, i) => {
      push(this.ticks, name!, tick!);
      if (told.length - i <= MOST_TEXTS) push(this.texts, name!, { tick: tick!, text });
    });
  }

  at(tick: Tick, fits: (name: string) => boolean): FoundChannel[] {
    const found: FoundChannel[] = [];
    for (const [name, ticks] of this.ticks) {
      if (found.length >= MOST_CHANNELS) break;
      if (!fits(name)) continue;
      let count = ticks.length;
      while (count > 0 && ticks[count - 1]! > tick) count -= 1;
      if (count === 0) continue;
      const text = this.texts.get(name)?.findLast((one) => one.tick <= tick)?.text ?? '';
      found.push({ what: 'channel', name, count, last: ticks[count - 1]!, text });
    }
    return found;
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
