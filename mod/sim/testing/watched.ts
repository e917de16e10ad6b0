/** A game whose past is kept, so that a state may be compared as of its last interval: what it was, and from when. */
import type { Save } from '../base-game';
import { type GameOptions, SimulatedGame, type Truth } from '../simulated-game';
import { type Chunk, chunkKey, chunkOf, type Entity, type Force, type Player, type Surface } from '../world/things';

export class Past {
  private readonly values = new Map<string, [tick: number, value: string][]>();
  note(key: string, tick: number, value: string): void {
    const list = this.values.get(key) ?? [];
    this.values.set(key, list);
    const last = list.at(-1);
    if (last?.[1] === value) return;
    if (last?.[0] === tick) last[1] = value;
    else list.push([tick, value]);
  }
  /** Whether it was so at any moment from `from` to `to`. */
  was(key: string, from: number, to: number, value: string): boolean {
    const list = this.values.get(key) ?? [];
    return list.some(([tick, one], i) => one === value && tick <= to && (list[i + 1]?.[0] ?? Number.POSITIVE_INFINITY) >= from);
  }
  /** A save was loaded: what came after it has not been. */
  cut(tick: number): void {
    for (const [key, list] of this.values)
      this.values.set(
        key,
        list.filter(([at]) => at <= tick),
      );
  }
}

/** What was said and done. */
export interface Told {
  tick: number;
  text: string;
}
/** One as a text, for both sides of the comparison. */
export const toldText = (type: string, who: number | undefined, text = ''): string => `${type} ${who ?? '-'} ${text}`.trimEnd();

/** The truth, and since when what is charted. */
export interface WatchedTruth extends Omit<Truth, 'stops'> {
  story: Told[];
  charted: Record<string, number>;
  loadedAt: number;
  chartedBy: Record<string, number>;
  stops: (Truth['stops'][number] & { place: string })[];
}

export class WatchedGame extends SimulatedGame {
  readonly past = new Past();
  /** By "surface/x/y": since when any force has charted it. */
  readonly charted = new Map<string, number>();
  /** Logs of launches that are over, by peer. */
  readonly oldLogs: string[][] = [];
  /** By "surface/force/x/y". */
  private readonly chartedBy = new Map<string, number>();
  /** By chunk: all that ever lay there. */
  readonly deposits = new Map<string, Set<string>>();
  private story: Told[] = [];
  /** By peer: the tick at which its log begins. */
  readonly launchedAt: number[] = [];
  private readonly saved = new WeakMap<Save, { charted: Map<string, number>; chartedBy: Map<string, number>; story: Told[] }>();
  private readonly seen = new WeakMap<Chunk, number>();

  constructor(options: GameOptions) {
    super(options);
    this.watch();
  }

  override chart(force: Force, surface: Surface, x: number, y: number): void {
    super.chart(force, surface, x, y);
    const place = `${surface.index}/${chunkKey(x, y)}`;
    if (!this.charted.has(place)) this.charted.set(place, this.tickNow);
    const own = `${surface.index}/${force.index}/${chunkKey(x, y)}`;
    if (!this.chartedBy.has(own)) this.chartedBy.set(own, this.tickNow);
    this.past.note(
      `chart ${surface.index}/${force.index}/${chunkKey(x, y)}`,
      this.tickNow,
      Buffer.from(force.chartsOn(surface).get(chunkKey(x, y))!).toString('base64'),
    );
  }
  override deleteChunk(surface: Surface, x: number, y: number): void {
    super.deleteChunk(surface, x, y);
    this.charted.delete(`${surface.index}/${chunkKey(x, y)}`);
    for (const { index } of this.world.forces.values()) this.chartedBy.delete(`${surface.index}/${index}/${chunkKey(x, y)}`);
  }
  override clearSurface(surface: Surface): void {
    const chunks = [...surface.chunks.values()];
    super.clearSurface(surface);
    this.forgetCharts(surface, chunks);
  }
  override deleteSurface(surface: Surface): void {
    const chunks = [...surface.chunks.values()];
    super.deleteSurface(surface);
    this.forgetCharts(surface, chunks);
  }
  private forgetCharts(surface: Surface, chunks: Chunk[]): void {
    for (const { x, y } of chunks) {
      this.charted.delete(`${surface.index}/${chunkKey(x, y)}`);
      for (const { index } of this.world.forces.values()) this.chartedBy.delete(`${surface.index}/${index}/${chunkKey(x, y)}`);
    }
  }

  private tell(type: string, who: number | undefined, text = ''): void {
    this.story.push({ tick: this.tickNow, text: toldText(type, who, text) });
  }
  override chat(player: Player | undefined, message: string): void {
    this.tell('chat', player?.index, message);
    super.chat(player, message);
  }
  override command(player: Player | undefined, command: string, parameters = ''): void {
    this.tell('command', player?.index, `/${command}${parameters === '' ? '' : ` ${parameters}`}`);
    super.command(player, command, parameters);
  }
  override join(name: string, admin = false): Player {
    const player = super.join(name, admin);
    this.tell('join', player.index);
    return player;
  }
  override leave(player: Player, reason = 0): void {
    this.tell('leave', player.index);
    super.leave(player, reason);
  }
  override kick(player: Player, reason: string): void {
    this.tell('kick', player.index, reason);
    super.kick(player, reason);
  }
  override ban(player: Player, reason: string): void {
    this.tell('ban', player.index, reason);
    super.ban(player, reason);
  }
  override diePlayer(player: Player, cause?: Entity): void {
    this.tell('death', player.index);
    super.diePlayer(player, cause);
  }
  override research(force: Force, name: string, state: Parameters<SimulatedGame['research']>[2]): void {
    if (state === 'finished') this.tell('research', force.index, name);
    super.research(force, name, state);
  }
  override rocket(silo: Entity): void {
    this.tell('rocket', silo.force.index);
    super.rocket(silo);
  }

  watchedTruth(): WatchedTruth {
    const truth = this.truth();
    return {
      ...truth,
      loadedAt: this.loadedAt,
      story: [...this.story],
      charted: Object.fromEntries(this.charted),
      chartedBy: Object.fromEntries(this.chartedBy),
      stops: truth.stops.map((stop) => ({ ...stop, place: `${stop.surface}/${chunkKey(...chunkOf(stop.at))}` })),
    };
  }

  /** Call after whatever happened at this tick. */
  watch(): void {
    const { tickNow: tick } = this;
    for (const surface of this.world.surfaces.values()) {
      this.past.note(`daytime ${surface.index}`, tick, String(surface.daytime));
      for (const chunk of surface.chunks.values()) {
        if (this.seen.get(chunk) === chunk.changes) continue;
        this.seen.set(chunk, chunk.changes);
        const place = `${surface.index}/${chunkKey(chunk.x, chunk.y)}`;
        this.past.note(`tiles ${place}`, tick, chunk.tiles.join());
        this.noteOre(place, chunk);
      }
    }
    for (const { index, position, surface, force, admin } of this.world.players.values()) {
      this.past.note(`place ${index}`, tick, `${position.join()} ${surface.index}`);
      this.past.note(`player ${index}`, tick, `${force.index} ${admin}`);
    }
    for (const { index, name } of this.world.forces.values()) this.past.note(`force ${index}`, tick, name);
  }

  /** One by one: that a deposit is used up is told at once, what the others hold at its interval. */
  private noteOre(place: string, chunk: Chunk): void {
    const isNew = !this.deposits.has(place);
    const known = this.deposits.get(place) ?? new Set<string>();
    this.deposits.set(place, known);
    const now = new Map<string, number>();
    for (const { facts, position, amount } of chunk.entities)
      if (facts.type === 'resource') now.set(`${facts.name}/${Math.floor(position[0])}/${Math.floor(position[1])}`, amount);
    // Where nothing lay when the chunk was first seen, there was none until now.
    for (const deposit of now.keys()) if (!known.has(deposit)) this.past.note(`ore ${place} ${deposit}`, isNew ? this.tickNow : 0, '0');
    for (const deposit of now.keys()) known.add(deposit);
    for (const deposit of known) this.past.note(`ore ${place} ${deposit}`, this.tickNow, String(now.get(deposit) ?? 0));
  }

  override save(): Save {
    const save = super.save();
    this.saved.set(save, { charted: new Map(this.charted), chartedBy: new Map(this.chartedBy), story: [...this.story] });
    return save;
  }
  override load(save: Save, changes: Parameters<SimulatedGame['load']>[1] = {}): void {
    this.endLogs(this.peers.map(({ index }) => index));
    super.load(save, changes);
    this.past.cut(this.tickNow);
    this.loadedAt = this.tickNow;
    for (const { index } of this.peers) this.launchedAt[index] = this.tickNow;
    const kept = this.saved.get(save)!;
    this.story = [...kept.story];
    for (const [map, before] of [
      [this.charted, kept.charted],
      [this.chartedBy, kept.chartedBy],
    ] as const) {
      map.clear();
      for (const [place, tick] of before) map.set(place, tick);
    }
    this.watch();
  }
  override rejoinPeer(index: number): void {
    this.endLogs([index]);
    super.rejoinPeer(index);
    this.launchedAt[index] = this.tickNow;
  }
  override joinPeer(): number {
    const index = super.joinPeer();
    this.launchedAt[index] = this.tickNow;
    return index;
  }
  /** The tick of the last load. */
  loadedAt = -1e9;
  private endLogs(peers: number[]): void {
    for (const peer of peers) this.oldLogs[peer] = [...(this.oldLogs[peer] ?? []), this.logOf(peer)];
  }
  logsOf(peer: number): string[] {
    return [...(this.oldLogs[peer] ?? []), this.logOf(peer)];
  }
}
