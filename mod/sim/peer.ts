/** One computer in the game: its mods' Lua states, its log, its files. The world it sees is the one all peers see. */

import type { Context } from './api/context';
import { Cost } from './api/cost';
import { apiFacts } from './api/facts';
import { localise, readTexts, type Texts } from './localise';
import { GameError } from './lua/values';
import { type KeptMod, ModScript, type PeerFace } from './mod-script';
import type { SimulatedMod } from './require';
import type { GameSettings } from './settings';
import { runStage } from './stages';
import { rawPrototypes } from './world/raw';
import type { World } from './world/world';

export interface PeerOptions {
  index: number;
  world: World;
  version: string;
  mods: readonly SimulatedMod[];
  settings: GameSettings;
  noise: number;
  multiplayer: boolean;
  /** The state of the map's random numbers. */
  random: number;
  /** Whose player sits here; 0 on a server without one. */
  player: number;
  /** Ticks by which the clock on the wall is ahead of the game's. */
  ahead: number;
  incoming(): string[];
  whenSettingsKnown(): void;
}

/** A launch takes this long before play begins, in seconds of the log's clock. */
const START = 3.2;

export class Peer implements PeerFace {
  readonly files = new Map<string, string>();
  readonly udp: { port: number; data: string }[] = [];
  readonly stdout: string[] = [];
  readonly cost = new Cost();
  readonly scripts: ModScript[];
  customEvents = 0;
  readonly activeMods: ReadonlyMap<string, string>;
  private readonly lines: string[] = [];
  private readonly texts: Texts;
  private readonly launched: number;
  private seed: number;

  constructor(private readonly options: PeerOptions) {
    this.seed = options.random;
    this.launched = options.world.tick;
    this.activeMods = new Map([['base', options.version], ...options.mods.map(({ name, version }): [string, string] => [name, version])]);
    this.texts = new Map(
      options.mods.flatMap(({ files }) =>
        [...files].flatMap(([path, text]) => (/^locale\/en\/.*\.cfg$/.test(path) ? [...readTexts(text)] : [])),
      ),
    );
    this.begin();
    this.scripts = options.mods.map((mod) => new ModScript(this, mod));
    for (const script of this.scripts) script.load();
  }

  /** The engine's own lines, in the form of the real ones. */
  private begin(): void {
    const { version, mods } = this.options;
    this.engine(0, `${this.wallClock()}; Factorio ${version} (build 84450, linux64, ${this.isServer ? 'headless' : 'full'}, space-age)`);
    this.engine(0, 'Operating system: Linux (Debian 12)');
    this.engine(0.05, 'Read data path: /opt/factorio/data');
    this.engine(0.05, 'Write data path: /opt/factorio [50000/100000MB]');
    this.engine(0.2, `Loading mod core 0.0.0 (data.lua)`);
    this.engine(0.3, `Loading mod base ${version} (data.lua)`);
    const context = this.context();
    for (const stage of ['settings', 'data'] as const) {
      // Settings are the game's, and known from its first peer on.
      if (stage === 'settings' && this.options.settings.known) continue;
      runStage(stage, mods, stage === 'data' ? rawPrototypes(this.options.world.content) : [], {
        version,
        activeMods: this.activeMods,
        settings: this.options.settings,
        context,
        files: this.files,
        udp: this.udp,
        writesFor: () => true,
        localise: (value) => this.localise(value),
        receive: () => {},
        log: (text) => this.engine(0.5, text),
      });
      if (stage !== 'settings') continue;
      this.options.settings.known = true;
      this.options.whenSettingsKnown();
    }
    for (const { name } of mods) this.engine(1.1, `Checksum of ${name}: 3219416223`);
    this.engine(2.9, 'Factorio initialised');
  }

  private context(): Context {
    const { world, version, noise, multiplayer } = this.options;
    const none = (): never => {
      throw new GameError('there is no game in this stage');
    };
    return { world, version, cost: this.cost, noise, multiplayer, method: none, call: none };
  }

  get world(): World {
    return this.options.world;
  }
  get version(): string {
    return this.options.version;
  }
  get noise(): number {
    return this.options.noise;
  }
  get multiplayer(): boolean {
    return this.options.multiplayer;
  }
  get settings(): GameSettings {
    return this.options.settings;
  }
  get index(): number {
    return this.options.index;
  }
  get player(): number {
    return this.options.player;
  }
  get isServer(): boolean {
    return this.options.multiplayer && this.options.index === 0;
  }
  get randomState(): number {
    return this.seed;
  }

  /** "The same on all peers": a generator kept with the map (xorshift). */
  random(): number {
    let x = this.seed;
    x = (x ^ (x << 13)) >>> 0;
    x = (x ^ (x >>> 17)) >>> 0;
    x = (x ^ (x << 5)) >>> 0;
    this.seed = x;
    return x / 4294967296;
  }

  private engine(seconds: number, text: string): void {
    const line = `${seconds.toFixed(3).padStart(8)} ${text}`;
    this.lines.push(line);
    this.stdout.push(line);
  }
  log(text: string): void {
    this.engine(START + (this.world.tick - this.launched) / 60, text);
  }
  /** What the console shows: stdout only, never factorio-current.log. */
  console(text: string): void {
    this.stdout.push(`${this.wallClock()} ${text}`);
  }
  /** "2026-03-01 12:00:00". */
  private wallClock(): string {
    const seconds = Math.floor((this.world.tick + this.options.ahead) / 60);
    return new Date(Date.UTC(2026, 2, 1, 12) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  }
  get logText(): string {
    return `${this.lines.join('\n')}\n`;
  }

  localise(value: unknown): string {
    return localise(value, this.texts);
  }
  writesFor(player: unknown): boolean {
    if (player === undefined) return true;
    return player === 0 ? this.isServer : player === this.player;
  }
  receive(): void {
    const event = (apiFacts(this.version).defines['events'] as Record<string, number>)['on_udp_packet_received']!;
    for (const payload of this.options.incoming()) this.raise(event, { player_index: this.player, source_port: 40000, payload });
  }

  startCounting(): void {
    this.cost.counting = true;
    for (const { state } of this.scripts) state.startCounting();
    this.counted = this.instructions;
  }
  /** As far as ticks before have been counted: what is done between two ticks by hand counts for the next. */
  private counted = 0;
  private get instructions(): number {
    return this.scripts.reduce((sum, { state }) => sum + state.instructions, 0);
  }
  beginTick(): void {
    if (this.cost.counting) this.cost.begin(this.world.tick);
  }
  endTick(): void {
    if (!this.cost.counting) return;
    const now = this.instructions;
    this.cost.end(now - this.counted);
    this.counted = now;
  }

  raise(event: number, data: Record<string, unknown>): void {
    for (const script of this.scripts) script.raiseHere(event, data);
  }

  /** New to the save: on_init; known to it: on_load, then on_configuration_changed where something changed. */
  start(kept: ReadonlyMap<string, KeptMod>, changed: Record<string, unknown> | undefined): void {
    for (const script of this.scripts) {
      const own = kept.get(script.name);
      if (own) {
        script.restoreStorage(own);
        script.runOnLoad();
      }
    }
    for (const script of this.scripts) {
      script.openGame();
      if (!kept.has(script.name) && script.onInit) script.state.callRef(script.onInit);
    }
    if (!changed) return;
    for (const script of this.scripts) if (script.onChanged) script.state.callRef(script.onChanged, changed);
  }
  keptMods(): Map<string, KeptMod> {
    return new Map(this.scripts.map((script) => [script.name, script.keptStorage()]));
  }
  /** Which events a mod listens to must be the same on all peers, or a joining one is refused. */
  registrations(): string {
    return JSON.stringify(
      this.scripts.map(({ name, handlers, nthTick }) => [
        name,
        [...handlers.keys()].sort((a, b) => a - b),
        [...nthTick.keys()].sort((a, b) => a - b),
      ]),
    );
  }
}
