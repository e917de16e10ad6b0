/** The simulated game of the sample with the whole mod in it, and who and what of the plan is there already. */
import type { SurfaceIndex, Tick } from '../../src/core/packet/schema';
import { type Doer, SimulatedGame } from '../sim/simulated-game';
import type { Entity, Player, Point, Surface } from '../sim/world/things';
import { BITER, CLIFF_NAME, sampleContent, TREE_NAME } from './content';
import { GAME } from './generate';
import { landOf } from './land';
import { SAMPLE_GAME } from './options';
import type { Thing } from './plan';
import { type Person, people, type Session, sessions } from './story';
import type { World as Planned } from './world';

export interface Act {
  tick: Tick;
  /** Keeps acts of one tick in a fixed order. */
  rank: number;
  run(): void;
}
export type Put = (tick: Tick, rank: number, run: () => void) => void;

export class Played {
  readonly game: SimulatedGame;
  readonly surfaces = new Map<SurfaceIndex, Surface>();
  readonly players = new Map<number, Player>();
  readonly crowd: Person[] = people(4);
  readonly shifts: Session[];
  /** By the plan's numbers. */
  readonly standing = new Map<number, Entity>();
  /** Nests that fell, by name. */
  readonly kills = new Map<string, number>();

  constructor(
    readonly planned: Planned,
    mod: ReadonlyMap<string, string>,
  ) {
    this.shifts = sessions(planned.options.seed, this.crowd, planned.length);
    const { settings, seed, modVersion, mods } = SAMPLE_GAME;
    this.game = new SimulatedGame({
      mod,
      modVersion,
      others: Object.fromEntries(mods.map((name) => [name, new Map()])),
      versions: Object.fromEntries(mods.map((name) => [name, GAME])),
      version: GAME,
      // The log is a server's: a second computer is there for a moment, as the game counts one alone as no server.
      peers: 2,
      settings,
      seed,
      content: sampleContent(),
      land: landOf(planned),
    });
    this.game.quitPeer();
    this.surfaces.set(1, this.game.nauvis);
  }

  get now(): Tick {
    return this.game.tickNow;
  }

  surface(index: SurfaceIndex): Surface {
    return this.surfaces.get(index)!;
  }

  /** Who is there now, the planned one first; undefined: nobody. */
  whoever(wished: number): Player | undefined {
    const player = this.players.get(wished);
    if (player?.connected) return player;
    return [...this.players.values()].find(({ connected }) => connected);
  }

  /** Who does a planned work: on a platform it is the platform itself, and robots where nobody is there. */
  doer(by: number, surface: Surface): Doer {
    if (surface.platform) return 'platform';
    return by === 0 ? 'robot' : (this.whoever(by) ?? 'robot');
  }

  /** Trees that stand where something is to be built are felled, cliffs blown up, of which no event tells. */
  clear(surface: Surface, left: number, top: number, w: number, h: number, by: Doer): void {
    for (let cy = top >> 5; cy <= (top + h - 1) >> 5; cy++)
      for (let cx = left >> 5; cx <= (left + w - 1) >> 5; cx++)
        for (const entity of [...(surface.chunkAt([cx * 32, cy * 32])?.entities ?? [])]) {
          const [x, y] = entity.position;
          if (x < left || y < top || x > left + w || y > top + h) continue;
          if (entity.facts.name === TREE_NAME) this.game.mine(entity, by);
          else if (entity.facts.name === CLIFF_NAME) this.game.mine(entity, 'silent');
        }
  }

  build(thing: Thing, index: SurfaceIndex, title: string | undefined): void {
    const surface = this.surface(index);
    const by = this.doer(thing.by, surface);
    const [x, y] = thing.at;
    const [w, h] = thing.size;
    this.clear(surface, Math.floor(x - w / 2), Math.floor(y - h / 2), w, h, by);
    const entity = this.game.build({
      name: thing.name,
      at: [x, y],
      surface,
      direction: thing.dir,
      by,
      ...(title === undefined ? {} : { title }),
      // Robots and platforms build what was planned, with its recipe; who builds by hand sets it later.
      ...(thing.recipe !== undefined && typeof by === 'string' ? { recipe: thing.recipe } : {}),
    });
    this.standing.set(thing.id, entity);
  }

  setRecipe(thing: Thing): void {
    const entity = this.standing.get(thing.id);
    const player = this.whoever(thing.by);
    if (entity?.valid && player && entity.recipe === undefined && thing.recipe !== undefined)
      this.game.setRecipe(entity, thing.recipe, player);
  }

  /** An attacker that is there while `run` needs it. */
  attacker(surface: Surface, at: Point, run: (biter: Entity) => void): void {
    const biter = this.game.build({ name: BITER, at, surface, force: 'enemy', by: 'silent' });
    run(biter);
    this.game.mine(biter, 'silent');
  }

  remove(thing: Thing): void {
    const entity = this.standing.get(thing.id);
    if (!entity?.valid) return;
    const { surface } = entity;
    if (thing.end!.how === 'died') this.attacker(surface, entity.position, (biter) => this.game.die(entity, biter));
    else this.game.mine(entity, thing.end!.how === 'robot' ? 'robot' : this.doer(thing.by, surface));
    this.standing.delete(thing.id);
  }
}
