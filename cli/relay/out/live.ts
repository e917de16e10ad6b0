/** All who watch one server: one channel for every view of it that somebody has. */
import { ALL, type Allowed, firstForce, type LiveView, type Named, seesAll, thinOf, viewKey, viewOf } from '../../../src/core/live/view';
import { CLOSE, type Hello, LIVE_VERSION, type Wanted, type Welcome } from '../../../src/core/live/wire';
import type { Hub } from '../hub';
import { Channel } from './channel';
import type { Guest } from './guest';
import type { Limits, OutCounts } from './options';
import { Watcher, type WatchersOf } from './watcher';

/** Without a frame for so long an empty one is sent (ms). */
const IDLE = 20_000;
/** A channel that nobody has any more is kept for who comes back soon (ms). */
const KEPT = 120_000;
/** For so long what is known of a world's names is as it was (ms). */
const FRESH = 1_000;

const TOO_MANY = 'Too many different views are watched.';
const CANNOT = 'The relay cannot tell what it keeps.';

export class Live {
  private readonly channels = new Map<string, { channel: Channel; left: number | null }>();
  private readonly watchers = new Set<Watcher>();
  private named: { at: number; names: Promise<Named | null> } | null = null;
  /** Whose map strangers see, once there are players; of this world alone. */
  private own: { world: string; force: string } | null = null;
  private world: string | null = null;
  private readonly of: WatchersOf;

  constructor(
    readonly hub: Hub,
    private readonly limits: Limits,
    private readonly counts: OutCounts,
  ) {
    this.world = hub.info().world;
    this.of = { server: hub.id, limits, counts, sent: 0, left: (watcher) => this.leave(watcher) };
  }

  /** One that has said hello. */
  async join(guest: Guest, hello: Hello, allowed: Allowed): Promise<void> {
    const { view, thin } = await this.viewFor(hello.want, allowed);
    if (!guest.isThere) return;
    const channel = this.channelOf(view);
    if (channel === null) return guest.refuse('too-many', CLOSE.tooMany, TOO_MANY);
    await channel.ready.catch(() => {});
    if (!guest.isThere) return this.left(channel);
    const { from } = hello;
    const resumed = from !== undefined && from.epoch === channel.epoch && channel.near(from.offset);
    this.welcome(guest, thin, resumed);
    const watcher = new Watcher(guest, this.of, hello.want, allowed);
    this.watchers.add(watcher);
    this.hub.watchers = this.watchers.size;
    watcher.watch(channel, resumed ? from.offset : null, from !== undefined);
  }

  private welcome({ socket }: Guest, thin: Welcome['thin'], resumed: boolean): void {
    const welcome: Welcome = { type: 'welcome', v: LIVE_VERSION, server: this.hub.info(), thin, resumed };
    socket.send(JSON.stringify(welcome), { compress: false });
  }

  private leave(watcher: Watcher): void {
    this.watchers.delete(watcher);
    this.hub.watchers = this.watchers.size;
    if (watcher.channel !== null) this.left(watcher.channel);
  }

  private left(channel: Channel): void {
    const entry = this.channels.get(viewKey(channel.view));
    if (entry?.channel !== channel || [...this.watchers].some((watcher) => watcher.channel === channel)) return;
    entry.left = Date.now();
  }

  // ---- views -------------------------------------------------------------------------------------------------------

  async viewFor(wanted: Wanted | undefined, allowed: Allowed): Promise<{ view: LiveView; thin: Welcome['thin']; names: Named | null }> {
    const free = viewOf(wanted, allowed, null);
    // Who sees all need not wait for the state to be asked.
    if (seesAll(free)) return { view: free, thin: null, names: null };
    const names = await this.names();
    const view = viewOf(wanted, this.pinned(allowed, names), names);
    return { view, thin: thinOf(view, names), names };
  }

  /** Of the first world's players the most may change their force; strangers stay with the one that was shown first. */
  private pinned(allowed: Allowed, names: Named | null): Allowed {
    const { world } = this.hub.info();
    if (allowed.force !== 'first' || names === null || world === null || names.players.length === 0) return allowed;
    if (this.own?.world !== world) {
      const index = firstForce(names);
      const name = names.forces.find((force) => force.index === index)?.name;
      if (name === undefined) return allowed;
      this.own = { world, force: name };
    }
    return { ...allowed, force: { name: this.own.force } };
  }

  private names(): Promise<Named | null> {
    const now = Date.now();
    if (this.named === null || now - this.named.at > FRESH || now < this.named.at) {
      const names = this.askNames();
      this.named = { at: now, names };
      names.catch(() => {
        this.named = null;
      });
    }
    return this.named.names;
  }

  private async askNames(): Promise<Named | null> {
    const { state, log } = this.hub;
    // Where nothing is known although lines have come, they are taken in first: all of them are when anything is restated.
    if (state.latest.world === null && state.taken < log.end) await state.restated(ALL, []);
    return await state.use((world) => world.state());
  }

  /** null: there are so many that no other is made. */
  private channelOf(view: LiveView): Channel | null {
    const key = viewKey(view);
    const found = this.channels.get(key);
    if (found !== undefined) {
      found.left = null;
      return found.channel;
    }
    if (!seesAll(view) && this.channels.size >= this.limits.channels && !this.forgetOne()) return null;
    const channel = new Channel(this.hub, view, this.limits, (began) => this.lost(key, channel, began));
    this.channels.set(key, { channel, left: null });
    return channel;
  }

  /** Makes room by one that nobody has. */
  private forgetOne(): boolean {
    for (const [key, { channel, left }] of this.channels) {
      if (left === null) continue;
      this.drop(key, channel);
      return true;
    }
    return false;
  }

  private drop(key: string, channel: Channel): void {
    this.channels.delete(key);
    channel.close();
  }

  /** Its lines cannot be gone on with: who has it begins anew. */
  private lost(key: string, channel: Channel, began: boolean): void {
    if (this.channels.get(key)?.channel === channel) this.channels.delete(key);
    for (const watcher of [...this.watchers]) {
      if (watcher.channel !== channel) continue;
      if (began) void this.move(watcher);
      else watcher.end(CLOSE.away, CANNOT);
    }
  }

  private async move(watcher: Watcher): Promise<void> {
    const found = await this.viewFor(watcher.wanted, watcher.allowed).catch(() => null);
    if (!this.watchers.has(watcher)) return;
    if (found === null) return watcher.end(CLOSE.away, CANNOT);
    const channel = this.channelOf(found.view);
    const before = watcher.channel;
    if (channel === before) return;
    if (channel === null) return watcher.end(CLOSE.tooMany, TOO_MANY);
    // What it sees is another view now.
    this.welcome(watcher.guest, found.thin, false);
    watcher.watch(channel, null, true);
    if (before !== null) this.left(before);
  }

  // ---- once in a while ---------------------------------------------------------------------------------------------

  /** Every second or so. */
  beat(now: number): void {
    if (this.of.sent > 0) this.counts.bytesOut(this.hub.id, this.of.sent);
    this.of.sent = 0;
    for (const [key, { channel, left }] of this.channels) {
      if (left !== null && now - left > KEPT) this.drop(key, channel);
      else channel.beat(now, IDLE);
    }
    this.review();
  }

  /** Whether they still get a sign of life; every half minute or so. */
  ping(now: number): void {
    for (const watcher of this.watchers) watcher.beat(now);
  }

  /** Another world is played, or it is known by now whose map strangers see: what was thinned for another is not gone on with. */
  private review(): void {
    const { world, online } = this.hub.info();
    const changed = world !== this.world;
    this.world = world;
    if (changed) this.named = null;
    if (world === null) return;
    for (const [key, { channel }] of [...this.channels]) {
      const before = channel.world;
      channel.world = world;
      if (before !== null && before !== world) this.renew(key, channel);
    }
    if (changed || (this.own?.world !== world && online > 0))
      for (const watcher of this.watchers) if (watcher.channel?.plain === false) void this.move(watcher);
  }

  private renew(key: string, channel: Channel): void {
    if (channel.plain) return;
    this.drop(key, channel);
    this.lost(key, channel, true);
  }

  close(): void {
    for (const watcher of [...this.watchers]) watcher.end(CLOSE.away, 'The relay is stopped.');
    for (const [key, { channel }] of [...this.channels]) this.drop(key, channel);
  }
}
