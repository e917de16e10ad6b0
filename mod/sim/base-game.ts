/** The running game: peers, ticks, saves. What happens in it is in the files that build on this one. */

import type { TickCost } from './api/cost';
import { apiFacts, type Defines } from './api/facts';
import { chunkArea } from './api/surface';
import { copied } from './copied';
import { GameError } from './lua/values';
import type { KeptMod } from './mod-script';
import { Peer } from './peer';
import type { SimulatedMod } from './require';
import { GameSettings } from './settings';
import { drawChunk } from './world/charts';
import type { Content } from './world/prototypes';
import type { Point } from './world/things';
import { chunkKey, type Force, handle, type Surface } from './world/things';
import { type Land, World } from './world/world';

export interface GameOptions {
  /** The mod's Lua and other files by path. */
  mod: ReadonlyMap<string, string>;
  modVersion?: string;
  /** Other mods beside it, loaded after it. */
  others?: Record<string, ReadonlyMap<string, string>>;
  /** Versions of the others by name; "1.0.0" where none is named. */
  versions?: Readonly<Record<string, string>>;
  /** "2.0.55", "2.0.76", "2.1.12". */
  version?: string;
  /** One is singleplayer; the first of more is a server without a player. */
  peers?: number;
  settings?: Record<string, unknown>;
  /** By peer: 0 or absent sees the true pixels, any other number others. */
  chartNoise?: (peer: number) => number;
  seed?: number;
  /** What there is in it, and what lies where; a small world of its own where nothing is said. */
  content?: Content;
  land?: Land;
}
export interface Save {
  readonly world: World;
  readonly mods: ReadonlyMap<string, KeptMod>;
  readonly random: number;
  readonly version: string;
}

type Events = typeof defines.events;
type DataOf<K extends keyof Events> = Events[K] extends { _eventData: infer D } ? Partial<Omit<D, 'name' | 'tick'>> : never;

/** Ticks of the wall's clock between the end of a game and the next launch. */
const LOADING = 3600;

export class BaseGame {
  world: World;
  readonly peers: Peer[] = [];
  protected settings = new GameSettings();
  /** What came from outside for `recv_udp`, once for each peer. */
  protected incoming: string[] = [];
  protected version: string;
  private events: Defines;
  /** Ticks by which the clock on the wall is ahead of the game's: a save takes the game back and not the clock. */
  private ahead = 0;

  constructor(protected options: GameOptions) {
    this.version = options.version ?? '2.1.12';
    this.events = apiFacts(this.version).defines['events'] as Defines;
    const seed = options.seed ?? 1234567;
    this.world = new World(seed, options.content, options.land);
    for (const [x, y] of this.world.chunkAround([0, 0], 1)) this.world.generate(this.world.surface('nauvis'), x, y);
    this.launch(options.peers ?? 1, new Map(), (seed ^ 0x5eed) >>> 0 || 1, undefined);
  }

  private mods(): SimulatedMod[] {
    const { mod, modVersion = '1.0.0', others = {}, versions = {} } = this.options;
    return [
      { name: 'factoscope', version: modVersion, files: mod },
      ...Object.entries(others).map(([name, files]) => ({ name, version: versions[name] ?? '1.0.0', files })),
    ];
  }

  private launch(count: number, kept: ReadonlyMap<string, KeptMod>, random: number, changed: Record<string, unknown> | undefined): void {
    this.peers.length = 0;
    for (let index = 0; index < count; index++) this.peers.push(this.peer(index, count > 1, random));
    for (const peer of this.peers) peer.start(kept, changed);
  }

  private peer(index: number, multiplayer: boolean, random: number): Peer {
    const fresh = !this.settings.known;
    const peer = new Peer({
      index,
      world: this.world,
      version: this.version,
      mods: this.mods(),
      settings: this.settings,
      noise: this.options.chartNoise?.(index) ?? 0,
      multiplayer,
      random,
      player: multiplayer ? index : 1,
      ahead: this.ahead,
      incoming: () => this.incoming.splice(0),
      // Before any script of the control stage reads them.
      whenSettingsKnown: () => {
        if (fresh) for (const [name, value] of Object.entries(this.options.settings ?? {})) this.settings.set(name, value);
      },
    });
    return peer;
  }

  raise<K extends keyof Events & string>(name: K, data: DataOf<K>): void {
    const id = this.events[name];
    // What only a newer game tells.
    if (typeof id !== 'number') return;
    for (const peer of this.peers) peer.raise(id, data as Record<string, unknown>);
  }

  get tickNow(): number {
    return this.world.tick;
  }

  tick(count = 1): void {
    for (let i = 0; i < count; i++) {
      this.world.tick += 1;
      for (const peer of this.peers) peer.beginTick();
      this.live();
      this.raise('on_tick', {});
      for (const peer of this.peers) for (const script of peer.scripts) script.runNthTick(this.world.tick);
      for (const peer of this.peers) peer.endTick();
    }
  }

  /**
   * Time passes in which nothing is done: of the ticks up to `to` only those are played that `every` divides, and those at
   * which a script asked to be called by on_nth_tick. The others are left out whole, as if the game had not computed them: a
   * script that counts its own ticks sees fewer. For worlds of many hours, of which a Lua in JavaScript plays one in minutes.
   */
  leap(to: number, every: number): void {
    const periods = [...new Set([every, ...this.peers.flatMap(({ scripts }) => scripts.flatMap(({ nthTick }) => [...nthTick.keys()]))])];
    for (;;) {
      const now = this.world.tick;
      const next = Math.min(...periods.map((period) => (Math.floor(now / period) + 1) * period));
      if (next > to) break;
      this.pass(next - 1);
      this.tick();
    }
    this.pass(to);
  }
  private pass(to: number): void {
    for (const player of this.world.players.values()) if (player.connected) player.onlineTime += to - this.world.tick;
    this.world.tick = to;
  }

  /** What the world does by itself: days pass, radars sweep. */
  protected live(): void {
    const { tick } = this.world;
    for (const surface of this.world.surfaces.values()) if (!surface.platform) surface.daytime = (tick % 25000) / 25000;
    for (const player of this.world.players.values()) if (player.connected) player.onlineTime += 1;
    if (tick % RADAR === 0)
      for (const entity of this.world.units.values())
        if (entity.facts.type === 'radar') this.sweep(entity.surface, entity.position, entity.force);
  }
  /** A radar charts the 7 × 7 chunks around it again and again, one after the other. */
  private sweep(surface: Surface, at: Point, force: Force): void {
    const around = this.world.chunkAround(at, 3);
    const [x, y] = around[Math.floor(this.world.tick / RADAR) % around.length]!;
    if (surface.chunks.has(chunkKey(x, y))) this.chart(force, surface, x, y);
  }

  /** "Called when a chunk is charted or re-charted." */
  chart(force: Force, surface: Surface, x: number, y: number): void {
    const chunk = surface.chunks.get(chunkKey(x, y));
    if (!chunk) throw new GameError(`no chunk ${x}, ${y} on ${surface.name}`);
    force.chartsOn(surface).set(chunkKey(x, y), drawChunk(this.world.content, surface, chunk, force));
    this.raise('on_chunk_charted', {
      surface_index: surface.index as never,
      position: { x, y } as never,
      area: chunkArea(x, y),
      force: handle(force),
    });
  }

  // ---- saves and peers ------------------------------------------------------------------------------------------------

  save(): Save {
    const server = this.peers[0]!;
    return { world: copied(this.world), mods: server.keptMods(), random: server.randomState, version: this.version };
  }

  /** Everyone starts anew from the save, with logs of their own; mods or version may have changed. */
  load(save: Save, changes: Partial<Pick<GameOptions, 'mod' | 'modVersion' | 'others' | 'version' | 'settings' | 'peers'>> = {}): void {
    const count = changes.peers ?? this.peers.length;
    const before = new Map([...save.mods].map(([name, { version }]) => [name, version]));
    this.options = { ...this.options, ...changes };
    this.version = this.options.version ?? save.version;
    this.events = apiFacts(this.version).defines['events'] as Defines;
    const wall = this.world.tick + this.ahead;
    this.world = copied(save.world);
    this.ahead = wall - this.world.tick + LOADING;
    if (changes.mod || changes.others) this.settings = new GameSettings();
    // A server starts without players; who plays alone is there at once.
    if (count > 1) for (const player of this.world.players.values()) player.connected = false;
    this.launch(count, save.mods, save.random, this.changed(before, save.version));
  }

  /** ConfigurationChangedData; undefined where nothing changed. */
  private changed(before: ReadonlyMap<string, string>, version: string): Record<string, unknown> | undefined {
    const now = new Map(this.mods().map((mod): [string, string] => [mod.name, mod.version]));
    const names = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
    if (names.length === 0 && version === this.version) return undefined;
    const changes = Object.fromEntries(
      names.map((name) => [
        name,
        { ...(before.has(name) ? { old_version: before.get(name) } : {}), ...(now.has(name) ? { new_version: now.get(name) } : {}) },
      ]),
    );
    return {
      ...(version === this.version ? {} : { old_version: version, new_version: this.version }),
      mod_changes: changes,
      mod_startup_settings_changed: false,
      migration_applied: false,
      migrations: {},
    };
  }

  /** A computer joins: it gets the map as it is now. Answers its number. */
  joinPeer(): number {
    const kept = this.peers[0]!.keptMods();
    const peer = this.peer(this.peers.length, true, this.peers[0]!.randomState);
    peer.start(kept, undefined);
    if (peer.registrations() !== this.peers[0]!.registrations())
      throw new GameError('mod event handlers are not identical between server and client: the joining player is refused');
    this.peers.push(peer);
    return peer.index;
  }

  /** The last one to join goes: nobody else notices. */
  quitPeer(): void {
    if (this.peers.length < 2) throw new GameError('a server stays');
    this.peers.pop();
  }

  /** A computer is thrown out and comes back: a new launch, with a log of its own. */
  rejoinPeer(index: number): void {
    const kept = this.peers[0]!.keptMods();
    const peer = this.peer(index, true, this.peers[0]!.randomState);
    peer.start(kept, undefined);
    if (peer.registrations() !== this.peers[0]!.registrations()) throw new GameError('mod event handlers are not identical between peers');
    this.peers[index] = peer;
  }

  // ---- what can be seen from outside ------------------------------------------------------------------------------------

  logOf(peer = 0): string {
    return this.peers[peer]!.logText;
  }
  stdoutOf(peer = 0): string {
    return `${this.peers[peer]!.stdout.join('\n')}\n`;
  }
  filesOf(peer = 0): ReadonlyMap<string, string> {
    return this.peers[peer]!.files;
  }
  udpOf(peer = 0): readonly { port: number; data: string }[] {
    return this.peers[peer]!.udp;
  }
  /** What must be equal on all peers, as text: storage of all mods, and the map's random numbers. */
  storageOf(peer = 0): string {
    return JSON.stringify({ mods: [...this.peers[peer]!.keptMods()], random: this.peers[peer]!.randomState });
  }
  startCounting(peer = 0): void {
    this.peers[peer]!.startCounting();
  }
  costOf(peer = 0): readonly TickCost[] {
    return this.peers[peer]!.cost.ticks;
  }
  /** Runs Lua in the mod's state of a peer: for tests. */
  run(code: string, peer = 0, mod = 'factoscope'): unknown {
    return this.peers[peer]!.scripts.find(({ name }) => name === mod)!.state.run(code);
  }
}
/** In ticks. */
const RADAR = 30;
