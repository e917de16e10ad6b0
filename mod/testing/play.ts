/** Random play in the simulated game: a list of moves, each of which does what it can with what is there. */
import fc from 'fast-check';
import type { SimulatedGame } from '../sim/simulated-game';

/** What is done, two numbers to choose by, and how many ticks pass after it. */
export type Move = [what: string, a: number, b: number, ticks: number];

type Game = SimulatedGame;
type Player = ReturnType<Game['join']>;
type Entity = ReturnType<Game['build']>;
type Surface = Game['nauvis'];

/** Everything that raises an event for what it does. */
const TOLD = [
  'build',
  'build',
  'build',
  'robot',
  'script',
  'mine',
  'robot-mine',
  'destroy',
  'die',
  'rotate',
  'flip',
  'upgrade',
  'recipe',
  'paste',
  'tiles',
  'take-tiles',
  'script-tiles',
  'ore',
  'walk',
  'walk-far',
  'join',
  'leave',
  'chat',
  'tag',
  'modify-tag',
  'remove-tag',
  'stop',
  'clone',
  'teleport',
  'surface',
  'platform',
  'rename',
  'clear',
  'delete-surface',
  'delete-chunk',
  'force',
  'promote',
  'research',
  'kill-player',
  'radar',
] as const;

export const moves = (max: number, kinds: readonly string[] = TOLD): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.tuple(
      fc.constantFrom(...kinds),
      fc.nat(9999),
      fc.nat(9999),
      fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(90) }),
    ),
    { minLength: 1, maxLength: max },
  );

const NAMES = ['assembling-machine-1', 'transport-belt', 'inserter', 'wooden-chest', 'gun-turret', 'radar', 'tree-01'];
const PEOPLE = ['Ann', 'Bob', 'Çem', '日本'];
const GROUND = ['stone-path', 'concrete', 'landfill'];

/** Plays; what a move needs and is not there, it leaves. */
export class Play {
  private readonly things: Entity[] = [];
  private readonly tags: ReturnType<Game['addTag']>[] = [];
  private readonly surfaces: Surface[] = [];
  private count = 0;

  constructor(readonly game: Game) {
    game.join('Ann', true);
  }

  /** Saves the game, loads it, and plays on; everybody joins again. */
  loaded(): Play {
    const { game } = this;
    game.load(game.save());
    const next = new Play(game);
    const units = game.world.units;
    for (const { unitNumber } of this.things) {
      const same = unitNumber === undefined ? undefined : units.get(unitNumber);
      if (same) next.things.push(same);
    }
    return next;
  }

  private get player(): Player | undefined {
    return [...this.game.world.players.values()].find(({ connected, character }) => connected && character);
  }
  private thing(a: number): Entity | undefined {
    const standing = this.things.filter(({ valid }) => valid);
    return standing[a % standing.length];
  }
  private placeOf(player: Player, a: number, b: number): [number, number] {
    const [x, y] = player.position;
    return [Math.floor(x) - 20 + (a % 40) + 0.5, Math.floor(y) - 20 + (b % 40) + 0.5];
  }

  do([what, a, b]: Move): void {
    const { game } = this;
    const { player } = this;
    const thing = this.thing(a);
    const player1 = game.world.force('player');
    if (!player) {
      if (what === 'join') game.join(PEOPLE[a % PEOPLE.length]!);
      return;
    }
    const at = this.placeOf(player, a, b);
    const { surface } = player;
    const tiles: [number, number][] = [0, 1, 2].map((i) => [Math.floor(at[0]) + i, Math.floor(at[1])]);
    const charted = (x: number, y: number): boolean => game.isCharted(player.force, surface, [Math.floor(x / 32), Math.floor(y / 32)]);
    switch (what) {
      case 'build':
      case 'robot':
      case 'script': {
        const by = what === 'build' ? player : what;
        if (charted(...at))
          this.things.push(game.build({ name: NAMES[b % NAMES.length]!, at, surface, by: by as never, direction: (a % 4) * 4 }));
        return;
      }
      case 'silent':
        if (charted(...at)) this.things.push(game.build({ name: NAMES[b % NAMES.length]!, at, surface, by: 'silent' }));
        return;
      case 'silent-mine':
        if (thing) game.mine(thing, 'silent');
        return;
      case 'mine':
        if (thing) game.mine(thing, player);
        return;
      case 'robot-mine':
        if (thing) game.mine(thing, 'robot');
        return;
      case 'destroy':
        if (thing) game.mine(thing, 'script');
        return;
      case 'die':
        if (thing) game.die(thing);
        return;
      case 'rotate':
        if (thing) game.rotate(thing, (b % 4) * 4, player);
        return;
      case 'flip':
        if (thing) game.flip(thing, player);
        return;
      case 'upgrade':
        if (thing?.facts.name === 'assembling-machine-1')
          this.things.push(game.upgrade(thing, 'assembling-machine-2', b % 2 ? player : 'robot'));
        return;
      case 'recipe':
      case 'paste':
        if (thing?.facts.type === 'assembling-machine')
          game.setRecipe(thing, b % 2 ? 'iron-gear-wheel' : 'copper-cable', player, what === 'paste' ? 'paste' : 'window');
        return;
      case 'tiles':
        game.setTiles(surface, GROUND[b % 3]!, tiles, a % 2 ? player : 'robot');
        return;
      case 'script-tiles':
        game.setTiles(surface, GROUND[b % 3]!, tiles, 'script');
        return;
      case 'take-tiles':
        game.mineTiles(surface, 'dirt-1', tiles, a % 2 ? player : 'robot');
        return;
      case 'ore': {
        const ores = [...surface.entities()].filter(({ facts }) => facts.type === 'resource');
        if (ores.length > 0) game.mineOre(ores[a % ores.length]!, b % 3 ? 10 : 1e9);
        return;
      }
      case 'walk':
        game.walk(player, at);
        return;
      case 'walk-far':
        game.walk(player, [at[0] + (a % 90) - 45, at[1] + (b % 90) - 45]);
        return;
      case 'join':
        game.join(PEOPLE[a % PEOPLE.length]!);
        return;
      case 'leave':
        game.leave(player);
        return;
      case 'chat':
        game.chat(b % 5 ? player : undefined, `Hä? ${a} "…"`);
        return;
      case 'tag':
        this.tags.push(
          game.addTag(player.force, surface, at, `Tag ${a}`, player, b % 2 ? ({ type: 'item', name: 'coal' } as never) : undefined),
        );
        return;
      case 'modify-tag':
        if (this.liveTag(a)) game.modifyTag(this.liveTag(a)!, `now ${b}`);
        return;
      case 'remove-tag':
        if (this.liveTag(a)) game.removeTag(this.liveTag(a)!);
        return;
      case 'stop':
        if (charted(...at)) this.things.push(game.build({ name: 'train-stop', at, surface, by: player, title: `Stop ${b}` }));
        return;
      case 'clone':
        game.cloneArea(surface, [at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4], [8 + (b % 9), 3]);
        return;
      case 'teleport':
        if (thing && thing.surface === surface) game.teleport(thing, at);
        return;
      case 'silent-teleport':
        if (thing && thing.surface === surface) game.teleport(thing, at, surface, true);
        return;
      case 'surface':
        this.count += 1;
        this.surfaces.push(game.createSurface(`place-${this.count}`));
        return;
      case 'platform':
        this.count += 1;
        this.surfaces.push(game.createPlatform(`Platform ${this.count}`, player1).surface);
        return;
      case 'rename':
        if (this.place(a)) game.renameSurface(this.place(a)!, `renamed-${b}-${++this.count}`);
        return;
      case 'clear':
        if (this.place(a)) game.clearSurface(this.place(a)!);
        return;
      case 'delete-surface': {
        const place = this.place(a);
        if (!place) return;
        game.deleteSurface(place);
        this.surfaces.splice(this.surfaces.indexOf(place), 1);
        return;
      }
      case 'delete-chunk': {
        const far = [...surface.chunks.values()].find(
          ({ x, y }) => Math.abs(x - player.position[0] / 32) > 4 || Math.abs(y - player.position[1] / 32) > 4,
        );
        if (far) game.deleteChunk(surface, far.x, far.y);
        return;
      }
      case 'force':
        this.count += 1;
        game.setForce(player, b % 3 ? player1 : game.createForce(`team-${this.count}`));
        return;
      case 'promote':
        game.promote(player);
        return;
      case 'research':
        game.research(player.force, 'automation', b % 3 === 0 ? 'started' : b % 3 === 1 ? 'finished' : 'reversed');
        return;
      case 'kill-player':
        game.diePlayer(player);
        game.respawn(player);
        return;
      case 'radar':
        if (charted(...at)) this.things.push(game.build({ name: 'radar', at, surface, by: player }));
        return;
    }
    throw new Error(`no such move: ${what}`);
  }

  private place(a: number): Surface | undefined {
    return this.surfaces[a % this.surfaces.length];
  }
  private liveTag(a: number): ReturnType<Game['addTag']> | undefined {
    const there = this.tags.filter((tag) => this.game.world.tags.has(tag.number));
    return there[a % there.length];
  }
}
