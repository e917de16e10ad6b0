/** Histories to play: each move is a number of what, two that choose, and how long until the next. */

import type { Entity, Force, Player, Point, Surface } from '../world/things';
import type { WatchedGame } from './watched';

export type Move = readonly [what: number, a: number, b: number, wait: number];

const WORKS = [
  'stone-furnace',
  'assembling-machine-1',
  'transport-belt',
  'inserter',
  'small-electric-pole',
  'wooden-chest',
  'radar',
  'gun-turret',
];
const RECIPES = ['iron-gear-wheel', 'copper-cable'];
/** North, east, south, west. */
const directions = [0, 4, 8, 12] as const;
/** Tiles from the middle within which things happen. */
const REACH = 70;

/** `forward`: what is loaded was saved at that very tick, so that nothing is undone. */
export type Launches = boolean | 'forward';

export class History {
  /** Saves made on the way; loading one goes back. */
  private readonly saves: ReturnType<WatchedGame['save']>[] = [];

  constructor(
    readonly game: WatchedGame,
    /** With saves, loads and peers that come and go. */
    private readonly launches: Launches = true,
  ) {}

  /** Plays one move; the tick's end is for the caller to see before time goes on. */
  play([what, a, b]: Move): void {
    ACTIONS[what % ACTIONS.length]![1].call(this, a, b);
    this.game.watch();
  }
  static nameOf([what]: Move): string {
    return ACTIONS[what % ACTIONS.length]![0];
  }

  players(online = true): Player[] {
    return [...this.game.world.players.values()].filter(({ connected }) => connected === online);
  }
  player(a: number): Player {
    const online = this.players();
    return online.length > 0 ? online[a % online.length]! : this.game.join(`Player ${1 + (a % 4)}`);
  }
  place(a: number, b: number, whole = false): Point {
    const at = (value: number) => (value % (2 * REACH)) - REACH + (whole ? 0 : 0.5);
    const point: Point = [at(a), at(b)];
    this.game.generateChunk(this.game.nauvis, Math.floor(point[0] / 32), Math.floor(point[1] / 32));
    return point;
  }
  things(surface: Surface = this.game.nauvis): Entity[] {
    return [...surface.entities()].filter(
      ({ facts }) => WORKS.includes(facts.name) || facts.name === 'fast-transport-belt' || facts.name === 'assembling-machine-2',
    );
  }
  thing(a: number): Entity | undefined {
    const things = this.things();
    return things[a % Math.max(1, things.length)];
  }
  others(): Surface[] {
    return [...this.game.world.surfaces.values()].filter(({ index }) => index !== 1);
  }
  force(a: number): Force {
    const forces = [...this.game.world.forces.values()].filter(({ name }) => name !== 'enemy' && name !== 'neutral');
    return forces[a % forces.length]!;
  }
  get canLaunch(): boolean {
    return this.launches !== false;
  }
  save(): void {
    this.saves.push(this.game.save());
    if (this.saves.length > 3) this.saves.shift();
  }
  /** The last save; answers whether there was one. */
  loadLast(): boolean {
    if (this.launches === 'forward') this.save();
    const save = this.saves.pop();
    if (save) this.game.load(save);
    return save !== undefined;
  }
}

type Action = (this: History, a: number, b: number) => void;
const build = (by: 'player' | 'robot' | 'script'): Action =>
  function (a, b) {
    const name = WORKS[(a + b) % WORKS.length]!;
    const assembler = name.startsWith('assembling');
    this.game.build({
      name,
      at: this.place(a * 7, b * 11),
      direction: directions[b % 4]!,
      ...(assembler && a % 2 === 0 ? { recipe: RECIPES[b % 2]! } : {}),
      by: by === 'player' ? this.player(a) : by,
    });
  };

const ACTIONS: [name: string, run: Action][] = [
  ['build', build('player')],
  ['build by robot', build('robot')],
  ['build by script', build('script')],
  ['build more', build('player')],
  [
    'mine',
    function (a, b) {
      const thing = this.thing(a);
      if (thing) this.game.mine(thing, b % 3 === 0 ? 'robot' : b % 3 === 1 ? 'script' : this.player(b));
    },
  ],
  [
    'die',
    function (a) {
      const thing = this.thing(a);
      if (thing) this.game.die(thing, this.player(a).character);
    },
  ],
  [
    'rotate',
    function (a, b) {
      const thing = this.thing(a);
      if (thing) this.game.rotate(thing, directions[b % 4]!, this.player(b));
    },
  ],
  [
    'upgrade',
    function (a, b) {
      const belts = this.things().filter(({ facts }) => facts.name === 'transport-belt');
      if (belts.length > 0) this.game.upgrade(belts[a % belts.length]!, 'fast-transport-belt', b % 2 === 0 ? 'robot' : this.player(b));
    },
  ],
  [
    'recipe',
    function (a, b) {
      const machines = this.things().filter(({ facts }) => facts.type === 'assembling-machine');
      if (machines.length > 0)
        this.game.setRecipe(machines[a % machines.length]!, RECIPES[b % 3], this.player(b), b % 2 === 0 ? 'window' : 'paste');
    },
  ],
  [
    'tiles',
    function (a, b) {
      const [x, y] = this.place(a * 5, b * 3, true);
      const places: Point[] = [];
      for (let i = 0; i < 12; i++) places.push([x + (i % 4), y + Math.floor(i / 4)]);
      for (const [px, py] of places) this.game.generateChunk(this.game.nauvis, Math.floor(px / 32), Math.floor(py / 32));
      this.game.setTiles(
        this.game.nauvis,
        ['concrete', 'stone-path', 'landfill'][a % 3]!,
        places,
        a % 2 === 0 ? this.player(a) : b % 2 === 0 ? 'robot' : 'script',
      );
    },
  ],
  [
    'ore',
    function (a, b) {
      const ore = [...this.game.nauvis.entities()].filter(({ facts }) => facts.type === 'resource');
      if (ore.length > 0) this.game.mineOre(ore[a % ore.length]!, b % 5 === 0 ? 100000 : 1 + (b % 50));
    },
  ],
  [
    'walk',
    function (a, b) {
      const player = this.player(a);
      if (player.surface === this.game.nauvis) this.game.walk(player, this.place(a * 13, b * 17));
    },
  ],
  [
    'join',
    function (a) {
      this.game.join(`Player ${1 + (a % 4)}`, a % 4 === 0);
    },
  ],
  [
    'leave',
    function (a, b) {
      const online = this.players();
      if (online.length < 2) return;
      const player = online[a % online.length]!;
      if (b % 7 === 0) this.game.kick(player, 'idle');
      else this.game.leave(player);
    },
  ],
  [
    'chat',
    function (a, b) {
      this.game.chat(a % 5 === 0 ? undefined : this.player(a), `hello ${b} äöü 🚂 "quoted"`);
    },
  ],
  [
    'command',
    function (a, b) {
      this.game.command(a % 2 === 0 ? this.player(a) : undefined, 'c', `game.print(${b})`);
    },
  ],
  [
    'research',
    function (a, b) {
      this.game.research(
        this.force(a),
        ['automation', 'logistics'][a % 2]!,
        (['started', 'finished', 'reversed', 'cancelled'] as const)[b % 4]!,
      );
    },
  ],
  [
    'tag',
    function (a, b) {
      const player = this.player(a);
      this.game.addTag(
        player.force,
        this.game.nauvis,
        this.place(a, b),
        `Täg ${b}`,
        b % 3 === 0 ? undefined : player,
        b % 2 === 0 ? { type: 'item', name: 'coal' } : undefined,
      );
    },
  ],
  [
    'tag changes',
    function (a, b) {
      const tags = [...this.game.world.tags.values()];
      if (tags.length === 0) return;
      if (b % 3 === 0) this.game.removeTag(tags[a % tags.length]!);
      else this.game.modifyTag(tags[a % tags.length]!, `now ${b}`, this.place(a + b, b));
    },
  ],
  [
    'stop',
    function (a, b) {
      this.game.build({ name: 'train-stop', at: this.place(a, b, true), title: `Stop ${a}`, by: this.player(a) });
    },
  ],
  [
    'stop changes',
    function (a, b) {
      const stops = [...this.game.world.units.values()].filter(({ facts }) => facts.type === 'train-stop');
      const stop = stops[a % Math.max(1, stops.length)];
      if (!stop) return;
      if (b % 3 === 0) this.game.mine(stop, this.player(a));
      else this.game.renameStop(stop, `Halt ${b}`, this.player(a));
    },
  ],
  [
    'train',
    function (a, b) {
      const trains = [...this.game.world.units.values()].filter(({ facts }) => facts.type === 'locomotive');
      if (trains.length < 3) this.game.build({ name: 'locomotive', at: this.place(a, b), by: this.player(a) });
      else this.game.drive(trains[a % trains.length]!, this.place(b, a));
    },
  ],
  [
    'death',
    function (a) {
      const player = this.player(a);
      if (player.character) this.game.diePlayer(player, this.thing(a));
      else this.game.respawn(player);
    },
  ],
  [
    'force',
    function (a) {
      if (this.game.world.forces.size < 5) this.game.createForce(`team-${this.game.world.forces.size}`);
      this.game.setForce(this.player(a), this.force(a));
    },
  ],
  [
    'other force charts',
    function (a, b) {
      const [x, y] = this.place(a * 3, b * 5);
      this.game.chart(this.force(b), this.game.nauvis, Math.floor(x / 32), Math.floor(y / 32));
    },
  ],
  [
    'platform',
    function (a, b) {
      const platforms = this.others().filter(({ platform }) => platform);
      if (platforms.length < 2) {
        const platform = this.game.createPlatform(`Ship ${b}`, this.force(a));
        for (const chunk of [...platform.surface.chunks.values()]) this.game.chart(platform.force, platform.surface, chunk.x, chunk.y);
      } else {
        const surface = platforms[a % platforms.length]!;
        this.game.build({
          name: 'asteroid-collector',
          at: [(b % 8) - 3.5, (a % 8) - 3.5],
          surface,
          force: surface.platform!.force.name,
          by: 'platform',
        });
      }
    },
  ],
  [
    'surface',
    function (a, b) {
      const surface = this.others().filter(({ platform }) => !platform)[0];
      if (!surface) {
        const made = this.game.createSurface(`cave-${b}-${this.game.tickNow}`);
        this.game.generateChunk(made, 0, 0);
        this.game.chart(this.force(a), made, 0, 0);
        this.game.build({ name: 'wooden-chest', at: [3.5, 4.5], surface: made, by: 'script' });
      } else if (b % 3 === 0) this.game.renameSurface(surface, `renamed-${b}-${this.game.tickNow}`);
      else if (b % 3 === 1) this.game.clearSurface(surface);
      else {
        for (const player of this.players()) if (player.surface === surface) return;
        this.game.deleteSurface(surface);
      }
    },
  ],
  [
    'travel',
    function (a, b) {
      const player = this.player(a);
      const other = this.others().find(({ platform }) => platform);
      if (player.surface === this.game.nauvis && other) this.game.travel(player, other, [0.5, 0.5]);
      else this.game.travel(player, this.game.nauvis, this.place(a, b));
    },
  ],
  [
    'chunk deleted',
    function (a, b) {
      const far: Point = [4 + (a % 2), 4 + (b % 2)];
      const { nauvis } = this.game;
      if (nauvis.chunks.has(far.join('/'))) this.game.deleteChunk(nauvis, ...far);
      else {
        this.game.generateChunk(nauvis, ...far);
        this.game.chart(this.force(a), nauvis, ...far);
      }
    },
  ],
  [
    'clone',
    function (a, b) {
      const [x, y] = this.place(a, b, true);
      for (const dx of [0, 8, 16, 24, 32])
        for (const dy of [0, 8, 16]) this.game.generateChunk(this.game.nauvis, Math.floor((x + dx) / 32), Math.floor((y + dy) / 32));
      if ([...this.game.world.units.values()].length < 400) this.game.cloneArea(this.game.nauvis, [x, y, x + 8, y + 8], [16, 4]);
    },
  ],
  [
    'teleport',
    function (a, b) {
      const thing = this.thing(a);
      if (thing) this.game.teleport(thing, this.place(a + b, b));
    },
  ],
  [
    'produce',
    function (a, b) {
      this.game.produce(this.force(a), this.game.nauvis, 'iron-plate', b % 100, a % 50);
    },
  ],
  [
    'rocket',
    function (a, b) {
      const silo =
        [...this.game.world.units.values()].find(({ facts }) => facts.name === 'rocket-silo') ??
        this.game.build({ name: 'rocket-silo', at: this.place(a, b), by: 'robot' });
      this.game.rocket(silo);
    },
  ],
  [
    'save',
    function () {
      if (this.canLaunch) this.save();
    },
  ],
  [
    'load',
    function (_, b) {
      if (this.canLaunch && b % 2 === 0) this.loadLast();
    },
  ],
  [
    'peers',
    function (a, b) {
      if (!this.canLaunch || this.game.peers.length < 2) return;
      if (b % 2 === 0 && this.game.peers.length < 4) this.game.joinPeer();
      else this.game.rejoinPeer(1 + (a % (this.game.peers.length - 1)));
    },
  ],
];

/** Reproducible numbers from 0 to 2^31 (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) >>> 1;
  };
}
