/**
 * A world's life as a mod would tell it: packets in the order of the game, turned into lines by an emitter, with the
 * engine's own lines around them. The same options give the same bytes. Memory stays bounded for worlds of any size: a
 * moment's packets are made when its turn comes.
 */
import type {
  ForceIndex,
  Packet,
  PlayerState,
  Position,
  ResourcesPacket,
  SurfaceIndex,
  Tick,
  TilesPacket,
} from '../../src/core/packet/schema';
import type { HeaderFacts } from '../../src/core/packet/write';
import { type Emitter, encode, engineLine, type Kept, ScriptEmitter } from './emitter';
import { joinLines, type Launch, launchLines, leaveLines, quitLines, saveLines } from './engine';
import { hash, Random } from './noise';
import { prototypes, TILE_NAMES } from './palette';
import type { Thing } from './plan';
import { moved, type Person, people, RESEARCH, SAYINGS, type Session, sessions, whereabouts } from './story';
import { type Camp, ENEMY_FORCE, PLAYER_FORCE, SECOND_FORCE, state, World, type WorldOptions } from './world';

export interface GenerateOptions extends WorldOptions {
  players?: number;
  /** The game is started this often; each launch is a log of its own that begins with a keyframe. */
  launches?: number;
  /** One more log: the save of this tick is loaded again and another history goes on from there to the end. */
  branchAt?: Tick;
  /** Charts alone, for measuring: headers, surfaces, forces and chart packets. */
  only?: 'charts';
  /** No engine lines: for script-output/*.jsonl and measuring. */
  bare?: boolean;
  /** Ticks between two flushes of lines. */
  flush?: Tick;
  /** Ticks between two positions of a player who walks. */
  steps?: Tick;
  emitter?: Emitter;
  /** Every line without its newline, and the number of the log it belongs to. */
  onLine(line: string, log: number): void;
  /** Every packet with the emitter's position before its line; for tests. */
  onPacket?(packet: Packet, log: number, local: boolean): void;
}
export interface Generated {
  world: World;
  /** The history after `branchAt`. */
  branch?: World;
  logs: number;
  facts: HeaderFacts;
}

export const GAME = '2.0.76';
export const TEN_MINUTES = 36000;
const HOUR = 216000;

interface Moment {
  tick: Tick;
  /** Keeps moments of one tick in a fixed order. */
  rank: number;
  run(): void;
}

export function generate(options: GenerateOptions): Generated {
  const world = new World(options);
  const facts: HeaderFacts = {
    world: worldId(options.seed),
    seed: hash(options.seed, 4711),
    game: GAME,
    mods: [
      ['base', GAME],
      ['elevated-rails', GAME],
      ['quality', GAME],
      ['space-age', GAME],
      ['factoscope', '0.1.0'],
    ],
  };
  const emitter = options.emitter ?? new ScriptEmitter(options.bare ? 'jsonl' : 'log');
  const launches = options.launches ?? 1;
  let saved: Kept | undefined;
  let clock = Date.UTC(2026, 2, 14, 18, 2, 11);
  let last = 0;
  const { branchAt } = options;
  for (let log = 0; log < launches; log++) {
    const from = Math.round((world.length * log) / launches);
    const to = Math.round((world.length * (log + 1)) / launches);
    clock += Math.round(((from - last) / 60) * 1000) + (log > 0 ? 7 * 3600000 : 0);
    last = from;
    // What is not in the save is forgotten between two launches.
    if (log > 0) emitter.load(emitter.save());
    const life = new Life(world, options, facts, emitter, log, { from, to, clock, save: log === 0 ? null : `_autosave${log}` });
    if (branchAt !== undefined && branchAt >= from && branchAt < to) life.saveAt(branchAt, (kept) => (saved = kept));
    life.play();
  }
  if (branchAt === undefined || saved === undefined) return { world, logs: launches, facts };
  const branch = new World({ ...options, turn: branchAt });
  emitter.load(saved);
  clock += Math.round(((world.length - last) / 60) * 1000) + 2 * 3600000;
  new Life(branch, options, facts, emitter, launches, { from: branchAt, to: world.length, clock, save: '_autosave_branch' }).play();
  return { world, branch, logs: launches + 1, facts };
}

const worldId = (seed: number): string =>
  `nordhafen-${hash(seed, 1).toString(16).padStart(8, '0')}${hash(seed, 2).toString(16).padStart(8, '0')}`;

/** One launch of the game: from a tick to a tick, one log. */
class Life {
  private readonly crowd: Person[];
  private readonly shifts: Session[];
  private readonly places = new Map<number, Position>();
  private readonly shown = new Map<string, number>();
  private chained: Packet[] = [];
  private locals: Packet[] = [];
  private flushed = -1;
  private now = 0;
  private keep: { tick: Tick; take(kept: Kept): void } | null = null;

  constructor(
    private readonly world: World,
    private readonly options: GenerateOptions,
    private readonly facts: HeaderFacts,
    private readonly emitter: Emitter,
    private readonly log: number,
    private readonly launch: Launch,
  ) {
    this.crowd = people(options.players ?? 4);
    this.shifts = sessions(options.seed + (world.options.turn === undefined ? 0 : 7), this.crowd, world.length);
  }

  saveAt(tick: Tick, take: (kept: Kept) => void): void {
    this.keep = { tick, take };
  }

  private get seconds(): number {
    return 4.2 + (this.now - this.launch.from) / 60;
  }
  private line(text: string): void {
    this.options.onLine(text, this.log);
  }
  private engine(texts: string[]): void {
    if (this.options.bare) return;
    for (const text of texts) this.line(engineLine(this.seconds, text));
  }

  play(): void {
    const { from, to } = this.launch;
    if (!this.options.bare) for (const line of launchLines(this.launch, this.facts)) this.line(line);
    this.now = from;
    this.header(true);
    this.keyframe();
    this.header(false);
    const moments = this.moments().filter(({ tick }) => tick >= from && tick < to);
    moments.sort((a, b) => a.tick - b.tick || a.rank - b.rank);
    const flush = this.options.flush ?? 600;
    for (const moment of moments) {
      if (this.keep !== null && moment.tick > this.keep.tick) this.keepSave();
      if (moment.tick - this.flushed >= flush) this.flush();
      this.now = moment.tick;
      moment.run();
    }
    this.flush();
    if (this.keep !== null) this.keepSave();
    this.now = to;
    if (!this.options.bare) this.engine(quitLines());
  }

  /** A save holds what was told up to its tick; what comes later stands in another history after a reload. */
  private keepSave(): void {
    this.flush();
    this.keep?.take(this.emitter.save());
    this.keep = null;
  }

  private tell(packet: Packet, local = false): void {
    if (this.options.only === 'charts' && !CHARTS.has(packet.kind)) return;
    (local ? this.locals : this.chained).push(packet);
    if (this.locals.length >= 64) this.flush();
  }

  private flush(): void {
    this.flushed = this.now;
    for (const [packets, local] of [
      [this.chained, false],
      [this.locals, true],
    ] as const) {
      if (packets.length === 0) continue;
      // Like beside like packs better, and readers take ticks in any order [P12]. A keyframe keeps its order.
      if (!local) packets.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
      for (const packet of packets) this.options.onPacket?.(packet, this.log, local);
      const lines = local ? this.emitter.local(packets, this.seconds) : this.emitter.chained(packets, this.seconds);
      for (const line of lines) this.line(line);
    }
    this.chained = [];
    this.locals = [];
  }

  private header(local: boolean): void {
    for (const line of this.emitter.header(this.facts, this.now, local, this.seconds)) this.line(line);
  }

  // ---- keyframe ----

  private keyframe(): void {
    const tick = this.now;
    const key = { tick, key: tick } as const;
    const tell = (packet: Packet): void => this.tell(packet, true);
    tell({ kind: 'keyframe', ...key, state: 'begin' });
    tell({
      kind: 'surfaces',
      ...key,
      whole: true,
      list: this.world.surfaces.filter((s) => s.born <= tick).map((s) => this.surfaceState(s.index)),
    });
    tell({ kind: 'forces', ...key, whole: true, list: this.forceStates() });
    tell({ kind: 'prototypes', ...key, ...prototypes() });
    tell({
      kind: 'players',
      ...key,
      whole: true,
      list: this.crowd
        .filter((p) => this.shifts.some((s) => s.person === p && s.from < tick))
        .map((p) =>
          this.playerState(
            p,
            this.shifts.some((s) => s.person === p && s.from < tick && tick < s.to),
          ),
        ),
    });
    for (const surface of this.world.surfaces) {
      if (surface.born > tick) continue;
      const index = surface.index;
      if (index === 1) {
        tell({
          kind: 'tags',
          ...key,
          whole: true,
          surface: index,
          force: PLAYER_FORCE,
          list: this.tags()
            .filter((t) => t.tick < tick)
            .map((t) => t.tag),
        });
        tell({
          kind: 'stops',
          ...key,
          whole: true,
          surface: index,
          list: this.stops()
            .filter((s) => s.tick < tick)
            .map((s) => s.stop),
        });
      }
      const seen = new Set<string>();
      for (const force of this.world.forces)
        for (const at of this.world.chartedChunks(index, force, tick - 1)) {
          this.chart(index, force, at, tick, true);
          if (seen.has(at.join())) continue;
          seen.add(at.join());
          this.groundOf(index, at, tick, true);
        }
    }
    tell({ kind: 'keyframe', ...key, state: 'end' });
    this.flush();
  }

  /** Tiles, ore and what stands in one chunk, whole. */
  private groundOf(surface: SurfaceIndex, at: [number, number], tick: Tick, key: boolean): void {
    if (this.options.only === 'charts') return;
    const more = key ? ({ tick, key: tick, whole: true } as const) : ({ tick, whole: true } as const);
    this.tell(this.tiles(surface, at, more), key);
    const amounts = this.world.resources(surface, at[0], at[1], tick);
    if (Object.keys(amounts).length > 0) this.tell({ kind: 'resources', ...more, surface, at, amounts }, key);
    const list = this.world.entities(surface, at[0], at[1], key ? tick - 1 : tick);
    if (list.length > 0) this.tell({ kind: 'entities', ...more, surface, at, list }, key);
  }

  private tiles(surface: SurfaceIndex, at: [number, number], more: Pick<TilesPacket, 'tick' | 'key' | 'whole'>): TilesPacket {
    const ids = this.world.tiles(surface, at[0], at[1], more.tick);
    const used: number[] = [];
    const runs: number[] = [];
    for (let i = 0; i < 1024; ) {
      let end = i;
      while (end < 1024 && ids[end] === ids[i]) end++;
      let name = used.indexOf(ids[i]!);
      if (name < 0) name = used.push(ids[i]!) - 1;
      runs.push(name, end - i);
      i = end;
    }
    return { kind: 'tiles', ...more, surface, at, names: used.map((id) => TILE_NAMES[id]!), runs };
  }

  private chart(surface: SurfaceIndex, force: ForceIndex, at: [number, number], tick: Tick, key: boolean): void {
    const pixels = key ? this.world.chart(surface, force, at[0], at[1], tick - 1) : this.world.paint(surface, at[0], at[1], tick);
    if (pixels === null) return;
    const bytes = new Uint8Array(2048);
    for (let i = 0; i < 1024; i++) {
      bytes[i * 2] = pixels[i]! & 255;
      bytes[i * 2 + 1] = pixels[i]! >> 8;
    }
    // Every sweep of a radar charts anew; only what looks different is told.
    const name = `${surface}/${force}/${at[0]}/${at[1]}`;
    let sum = 1;
    for (let i = 0; i < 1024; i++) sum = Math.imul(sum ^ pixels[i]!, 0x01000193);
    if (!key && this.shown.get(name) === sum) return;
    if (this.world.options.chunks <= 20000) this.shown.set(name, sum);
    this.tell({ kind: 'chart', tick, ...(key ? { key: tick } : {}), surface, force, at, px: encode(bytes) }, true);
  }

  private surfaceState(index: SurfaceIndex): { index: number; name: string; planet?: string; platform?: string; daytime: number } {
    const { name, planet, platform } = this.world.surface(index);
    const daytime = Math.round(((this.now % 25000) / 25000) * 1000) / 1000;
    return { index, name, ...(planet ? { planet } : {}), ...(platform ? { platform } : {}), daytime };
  }

  private forceStates(): { index: number; name: string; color: [number, number, number] }[] {
    const list: { index: number; name: string; color: [number, number, number] }[] = [
      { index: PLAYER_FORCE, name: 'player', color: [255, 158, 22] },
      { index: ENEMY_FORCE, name: 'enemy', color: [255, 60, 60] },
      { index: 3, name: 'neutral', color: [127, 127, 127] },
    ];
    if (this.world.options.teams === 2) list.push({ index: SECOND_FORCE, name: 'westend', color: [80, 140, 255] });
    return list;
  }

  private playerState(person: Person, online: boolean): PlayerState {
    const at = whereabouts(this.options.seed, person, this.now, this.now / this.world.length);
    this.places.set(person.index, at);
    return {
      index: person.index,
      name: person.name,
      color: person.color,
      at,
      surface: 1,
      force: PLAYER_FORCE,
      online,
      admin: person.admin === true,
    };
  }

  // ---- what happens ----

  private moments(): Moment[] {
    const found: Moment[] = [];
    const at = (tick: Tick, rank: number, run: () => void): void => {
      found.push({ tick, rank, run });
    };
    const { from, to } = this.launch;
    for (let tick = from + TEN_MINUTES; tick < to; tick += TEN_MINUTES)
      at(tick, 0, () => {
        this.header(false);
        if (!this.options.bare) this.engine(saveLines(Math.round((tick - from) / TEN_MINUTES)));
      });
    this.charting(at);
    if (this.options.only === 'charts') return found;
    this.building(at);
    this.mining(at);
    this.living(at);
    this.telling(at);
    return found;
  }

  private charting(at: Put): void {
    for (const surface of this.world.surfaces) {
      at(surface.born, 1, () => this.tell({ kind: 'surfaces', tick: this.now, list: [this.surfaceState(surface.index)] }));
      const grounded = new Set<string>();
      for (const force of this.world.forces)
        for (const chunk of this.world.chartedChunks(surface.index, force, this.launch.to)) {
          this.world.drawnAt(surface.index, force, chunk[0], chunk[1]).forEach((tick, n) => {
            if (tick < this.launch.from) return;
            if (n === 0 && this.groundTick(surface.index, chunk) === tick && !grounded.has(chunk.join())) {
              grounded.add(chunk.join());
              at(tick, 2, () => this.groundOf(surface.index, chunk, this.now, false));
            }
            // A look shows what the tick before has left: drawn after everything else of this tick.
            at(tick, 9, () => this.chart(surface.index, force, chunk, this.now, false));
          });
        }
    }
  }

  /** When the first of the forces charts a chunk: from then on the mod tells what is there. */
  private groundTick(surface: SurfaceIndex, [x, y]: [number, number]): Tick {
    return Math.min(...this.world.forces.map((force) => this.world.chartedAt(surface, force, x, y)));
  }

  private building(at: Put): void {
    for (const surface of this.world.surfaces) {
      const born = new Map<string, Thing[]>();
      const died = new Map<string, Thing[]>();
      const gather = (map: Map<string, Thing[]>, tick: Tick, by: string, thing: Thing): void => {
        const key = `${tick}/${by}`;
        const list = map.get(key);
        if (list) list.push(thing);
        else map.set(key, [thing]);
      };
      for (const [cx, cy] of this.world.builtChunks(surface.index)) {
        for (const thing of this.world.things(surface.index, cx, cy)) {
          gather(born, thing.born, `${thing.by}`, thing);
          if (thing.recipe !== undefined) {
            at(thing.recipeAt!, 4, () =>
              this.tell({
                kind: 'changed',
                tick: this.now,
                surface: surface.index,
                list: [state(thing, this.now)],
                how: 'recipe',
                ...(thing.by === 0 ? {} : { by: thing.by }),
              }),
            );
          }
          if (thing.died !== Infinity) gather(died, thing.died, `${thing.by}/${thing.end!.how}/${thing.end!.cause ?? ''}`, thing);
        }
        for (const nest of this.world.nests(surface.index, cx, cy)) this.nestFalls(at, surface.index, nest);
        for (const paving of this.world.paving(surface.index, cx, cy))
          at(paving.born, 3, () => this.tell(this.tiles(surface.index, [cx, cy], { tick: this.now, whole: true })));
      }
      for (const list of born.values())
        at(list[0]!.born, 5, () => {
          const { by } = list[0]!;
          this.tell({
            kind: 'built',
            tick: this.now,
            surface: surface.index,
            list: list.map((thing) => state(thing, this.now)),
            ...(by === 0 ? { how: 'robot' } : { how: 'player', by }),
          });
        });
      for (const list of died.values())
        at(list[0]!.died, 6, () => {
          const { end, by } = list[0]!;
          const gone = list.map((thing) => state(thing, this.now));
          this.tell({
            kind: 'removed',
            tick: this.now,
            surface: surface.index,
            list: gone,
            how: end!.how,
            ...(end!.cause ? { cause: end!.cause } : { by }),
          });
        });
    }
  }

  private nestFalls(at: Put, surface: SurfaceIndex, nest: Camp): void {
    if (nest.died === Infinity) return;
    at(nest.died, 6, () =>
      this.tell({
        kind: 'removed',
        tick: this.now,
        surface,
        list: [{ id: nest.id, name: nest.name, at: nest.at, force: ENEMY_FORCE }],
        how: 'died',
        cause: this.crowd[nest.id % this.crowd.length]?.name ?? 'tank',
      }),
    );
  }

  private mining(at: Put): void {
    for (const surface of this.world.surfaces) {
      if (surface.platform !== undefined) continue;
      for (const chunk of this.world.builtChunks(surface.index)) {
        const gone = this.world.depletions(surface.index, chunk[0], chunk[1]);
        for (const [tick, spots] of gone)
          at(tick, 7, () => {
            this.tell({
              kind: 'resources',
              tick: this.now,
              surface: surface.index,
              at: chunk,
              amounts: this.depleted(surface.index, chunk, spots),
            });
          });
        // Now and then the mod looks how much is left where it is being mined.
        const every = Math.max(TEN_MINUTES, Math.round(this.world.length / 1.6));
        if (gone.length > 0)
          for (let tick = Math.ceil(gone[0]![0] / every) * every; tick < this.world.length; tick += every)
            at(tick + 7, 8, () => {
              const packet: ResourcesPacket = {
                kind: 'resources',
                tick: this.now,
                whole: true,
                surface: surface.index,
                at: chunk,
                amounts: this.world.resources(surface.index, chunk[0], chunk[1], this.now),
              };
              this.tell(packet);
            });
      }
    }
  }

  private depleted(surface: SurfaceIndex, [cx, cy]: [number, number], spots: number[]): Record<string, number[]> {
    const amounts: Record<string, number[]> = {};
    for (const spot of spots) {
      const name = this.world.oreName(surface, cx, cy, spot);
      amounts[name] ??= [];
      amounts[name].push(cx * 32 + (spot & 31), cy * 32 + (spot >> 5), 0);
    }
    return amounts;
  }

  private living(at: Put): void {
    const steps = this.options.steps ?? 300;
    this.shifts.forEach(({ person, from, to }, n) => {
      at(from, 1, () => {
        this.engine(joinLines(person.index, this.now, n));
        this.tell({ kind: 'join', tick: this.now, player: person.index, name: person.name });
        this.tell({ kind: 'players', tick: this.now, list: [this.playerState(person, true)] });
      });
      for (let tick = from + steps; tick < to; tick += steps)
        at(tick, 8, () => {
          const place = whereabouts(this.options.seed, person, this.now, this.now / this.world.length);
          const before = this.places.get(person.index);
          if (before !== undefined && before[0] === place[0] && before[1] === place[1]) return;
          this.tell({ kind: 'players', tick: this.now, list: [moved(person, place, before)] });
          this.places.set(person.index, place);
        });
      at(to, 1, () => {
        this.tell({ kind: 'leave', tick: this.now, player: person.index, name: person.name, cause: 'quit' });
        this.tell({ kind: 'players', tick: this.now, list: [{ index: person.index, online: false }] });
        this.engine(leaveLines(person.index, this.now, n));
      });
    });
    const random = new Random(this.options.seed + (this.world.options.turn === undefined ? 77 : 78));
    for (
      let tick = 1800;
      tick < this.world.length;
      tick += 3000 + Math.round(random.next() * 2 * Math.min(HOUR / 3, this.world.length / 40))
    ) {
      const talk = Math.floor(random.next() * SAYINGS.length);
      const who = random.next();
      at(tick, 3, () => {
        const there = this.shifts.filter((s) => s.from < this.now && this.now < s.to);
        const speaker = there[Math.floor(who * there.length)];
        if (speaker) this.tell({ kind: 'chat', tick: this.now, player: speaker.person.index, text: SAYINGS[talk]! });
        if (talk === 3) this.tell({ kind: 'command', tick: this.now, player: 1, command: 'time' });
        if (talk === 8 && speaker) this.tell({ kind: 'death', tick: this.now, player: speaker.person.index, cause: 'medium-biter' });
      });
    }
  }

  private telling(at: Put): void {
    for (const { tick, tag } of this.tags())
      at(tick, 4, () => this.tell({ kind: 'tags', tick: this.now, surface: 1, force: PLAYER_FORCE, list: [tag] }));
    for (const { tick, stop } of this.stops()) at(tick, 4, () => this.tell({ kind: 'stops', tick: this.now, surface: 1, list: [stop] }));
    RESEARCH.forEach((name, i) => {
      const tick = Math.round(this.world.length * (0.01 + (0.97 * (i + 1)) / (RESEARCH.length + 1)));
      at(tick, 4, () => this.tell({ kind: 'research', tick: this.now, force: PLAYER_FORCE, name, state: 'finished' }));
      const next = RESEARCH[i + 1];
      if (next !== undefined)
        at(tick + 60, 4, () => this.tell({ kind: 'research', tick: this.now, force: PLAYER_FORCE, name: next, state: 'started' }));
    });
    for (const share of [0.64, 0.66, 0.7, 0.76, 0.84, 0.93])
      at(Math.round(share * this.world.length), 4, () => this.tell({ kind: 'rocket', tick: this.now, force: PLAYER_FORCE, surface: 1 }));
    const every = Math.max(TEN_MINUTES, Math.round(this.world.length / 60));
    for (let tick = every; tick < this.world.length; tick += every)
      at(tick, 4, () => {
        this.tell({ kind: 'statistics', tick: this.now, force: PLAYER_FORCE, surface: 1, ...this.totals() });
        this.tell({
          kind: 'surfaces',
          tick: this.now,
          list: this.world.surfaces
            .filter((s) => s.born <= this.now)
            .map((s) => ({ index: s.index, daytime: this.surfaceState(s.index).daytime })),
        });
      });
  }

  private totals(): {
    produced: Record<string, number>;
    consumed: Record<string, number>;
    kills: Record<string, number>;
    evolution: number;
    pollution: number;
  } {
    const share = this.now / this.world.length;
    const grown = (rate: number, from: number): number => Math.round((rate * Math.max(0, share - from) ** 1.8 * this.now) / 60);
    return {
      produced: {
        'iron-plate': grown(90, 0.01),
        'copper-plate': grown(80, 0.03),
        'steel-plate': grown(9, 0.1),
        'electronic-circuit': grown(45, 0.08),
        'automation-science-pack': grown(3, 0.04),
        'rocket-part': grown(0.2, 0.6),
      },
      consumed: {
        'iron-plate': grown(84, 0.02),
        'copper-plate': grown(77, 0.04),
        coal: grown(20, 0.01),
        'automation-science-pack': grown(2.9, 0.05),
      },
      kills: {
        'small-biter': Math.round(4000 * share),
        'medium-biter': Math.round(2500 * share ** 2),
        'biter-spawner': Math.round(60 * share ** 2),
      },
      evolution: Math.round(0.82 * share ** 0.7 * 10000) / 10000,
      pollution: Math.round(900000 * share ** 2),
    };
  }

  private tags(): { tick: Tick; tag: { id: number; at: Position; text: string; icon?: string; by: number } }[] {
    const rows: [number, number, string, string | undefined, number][] = [
      [-292, -84, 'Iron', 'item/iron-ore', 0.02],
      [-306, 84, 'Kupfer', 'item/copper-ore', 0.03],
      [-206, 180, 'Coal', 'item/coal', 0.05],
      [330, -114, 'Öl', 'fluid/crude-oil', 0.2],
      [404, -258, 'Uranium ☢', 'item/uranium-ore', 0.45],
      [0, -4, 'Main bus', undefined, 0.1],
      [190, 150, 'Solar', 'item/solar-panel', 0.5],
    ];
    return rows.map(([x, y, text, icon, share], i) => ({
      tick: Math.round(share * this.world.length) + 90,
      tag: { id: i + 1, at: [x, y], text, ...(icon ? { icon } : {}), by: (i % Math.max(1, this.crowd.length)) + 1 },
    }));
  }

  private stops(): { tick: Tick; stop: { id: number; at: Position; name: string; force: number } }[] {
    const known = new Map(
      this.world
        .surface(1)
        .plan.groups.flatMap((group) => group.things)
        .filter(({ name }) => name === 'train-stop')
        .map((thing) => [thing.id, thing]),
    );
    return this.world.stations.flatMap((station) => {
      const thing = known.get(station.id)!;
      const [x, y] = thing.at;
      if (this.world.chartedAt(1, PLAYER_FORCE, Math.floor(x) >> 5, Math.floor(y) >> 5) === Infinity) return [];
      return [{ tick: thing.born + 30, stop: { id: station.id, at: station.at, name: station.name, force: PLAYER_FORCE } }];
    });
  }
}

type Put = (tick: Tick, rank: number, run: () => void) => void;
const CHARTS = new Set(['header', 'keyframe', 'surfaces', 'forces', 'chart']);
