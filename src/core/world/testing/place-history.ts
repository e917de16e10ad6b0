/** Random histories of things on two surfaces, as packets: events, what nobody tells, statements, keyframes, clears, tags. */
import fc from 'fast-check';
import type { ChunkPosition, EntityState, Packet, Tick } from '../../packet/schema';

export type Step = [what: string, a: number, b: number, ticks: number];

export const steps = (max: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.tuple(
      fc.constantFrom(
        ...'build build build build rotate recipe move remove remove die upgrade silent-build silent-take silent-turn'.split(' '),
        ...'whole whole merged seen keyframe clear-chunk clear-surface'.split(' '),
      ),
      fc.nat(9999),
      fc.nat(9999),
      fc.constantFrom(0, 0, 1, 7),
    ),
    { minLength: 1, maxLength: max, size: 'max' },
  );

const NAMES = ['transport-belt', 'assembling-machine-1', 'inserter', 'pipe'];
const RECIPES = ['iron-gear-wheel', 'copper-cable'];
const HOWS = ['player', 'robot', 'script'] as const;
/** Few, so that much happens in each: also across the border of regions. */
const CHUNKS: readonly ChunkPosition[] = [
  [0, 0],
  [7, 0],
  [8, 0],
  [-1, -1],
];

export class PlaceHistory {
  readonly packets: Packet[] = [];
  tick: Tick = 10;
  private readonly standing = new Map<number, EntityState & { surface: number }>();
  private ids = 0;

  constructor(from?: PlaceHistory) {
    if (!from) return;
    this.tick = from.tick + 1;
    this.ids = from.ids;
    for (const [id, entity] of from.standing) this.standing.set(id, { ...entity });
  }

  private one(a: number): (EntityState & { surface: number }) | undefined {
    return [...this.standing.values()][a % Math.max(1, this.standing.size)];
  }

  private say(packet: Record<string, unknown>): void {
    this.packets.push({ tick: this.tick, ...packet } as unknown as Packet);
  }

  private place(a: number, b: number): [number, number] {
    const [x, y] = CHUNKS[a % CHUNKS.length]!;
    return [x * 32 + (b % 31) + 0.5, y * 32 + ((b >> 5) % 31) + 0.5];
  }

  private make(a: number, b: number): EntityState & { surface: number } {
    this.ids += 1;
    const entity = { id: this.ids, name: NAMES[a % 4]!, at: this.place(a, b), dir: (b % 3) * 4, force: 1, surface: a % 5 === 0 ? 2 : 1 };
    this.standing.set(this.ids, entity);
    return entity;
  }

  private listed(surface: number, [x, y]: ChunkPosition): EntityState[] {
    return [...this.standing.values()]
      .filter(({ at, surface: on }) => on === surface && Math.floor(at[0] / 32) === x && Math.floor(at[1] / 32) === y)
      .map(plain);
  }

  do([what, a, b, ticks]: Step): void {
    this.tick += ticks;
    const thing = this.one(a);
    const by = b % 3 ? { by: 1 + (b % 3) } : {};
    switch (what) {
      case 'build': {
        const entity = this.make(a, b);
        this.say({ kind: 'built', surface: entity.surface, list: [plain(entity)], how: HOWS[b % 3], ...by });
        return;
      }
      case 'silent-build':
        this.make(a, b);
        return;
      case 'silent-take':
        if (thing) this.standing.delete(thing.id!);
        return;
      case 'silent-turn':
        if (thing) thing.dir = (b % 4) * 4;
        return;
      case 'rotate':
        if (thing) thing.dir = (b % 4) * 4;
        if (thing) this.say({ kind: 'changed', surface: thing.surface, list: [plain(thing)], how: 'rotated', ...by });
        return;
      case 'recipe':
        if (thing && b % 5) thing.recipe = RECIPES[b % 2]!;
        else if (thing) delete thing.recipe;
        if (thing) this.say({ kind: 'changed', surface: thing.surface, list: [plain(thing)], how: 'recipe', ...by });
        return;
      case 'move': {
        if (!thing) return;
        this.say({ kind: 'removed', surface: thing.surface, list: [plain(thing)], how: 'moved' });
        thing.at = this.place(b, a);
        this.say({ kind: 'built', surface: thing.surface, list: [plain(thing)], how: 'moved' });
        return;
      }
      case 'upgrade': {
        if (!thing) return;
        this.standing.delete(thing.id!);
        this.say({ kind: 'removed', surface: thing.surface, list: [plain(thing)], how: HOWS[b % 3], ...by });
        this.ids += 1;
        const next = { ...thing, id: this.ids, name: 'assembling-machine-2' };
        this.standing.set(this.ids, next);
        this.say({ kind: 'built', surface: thing.surface, list: [plain(next)], how: 'upgraded', ...by });
        return;
      }
      case 'remove':
      case 'die':
        if (!thing) return;
        this.standing.delete(thing.id!);
        this.say({
          kind: 'removed',
          surface: thing.surface,
          list: [plain(thing)],
          ...(what === 'die' ? { how: 'died', cause: b % 2 ? 'behemoth-biter' : '__proto__' } : { how: HOWS[b % 3], ...by }),
        });
        return;
      case 'whole':
      case 'merged':
      case 'seen': {
        const at = CHUNKS[b % CHUNKS.length]!;
        const surface = a % 5 === 0 ? 2 : 1;
        const extra = what === 'seen' ? {} : { whole: true, ...(what === 'merged' ? { merged: true } : {}) };
        this.say({ kind: 'entities', surface, at, list: this.listed(surface, at), ...extra });
        return;
      }
      case 'keyframe': {
        // Sampled some ticks after it began, with events in between.
        const key = ++this.tick;
        for (let i = 0; i < 3; i++) this.do([['build', 'remove', 'rotate'][(a + i) % 3]!, a + i * 17, b + i * 5, 1]);
        this.tick += 1;
        for (const at of CHUNKS) this.say({ kind: 'entities', surface: 1, at, list: this.listed(1, at), whole: true, key });
        return;
      }
      case 'clear-chunk':
      case 'clear-surface': {
        this.tick += 1;
        const [x, y] = CHUNKS[b % CHUNKS.length]!;
        for (const [id, { at, surface }] of [...this.standing])
          if (surface === 1 && (what === 'clear-surface' || (Math.floor(at[0] / 32) === x && Math.floor(at[1] / 32) === y)))
            this.standing.delete(id);
        if (what === 'clear-chunk') this.say({ kind: 'chunk-gone', surface: 1, at: [x, y] });
        else this.say({ kind: 'surfaces', list: [{ index: 1, cleared: true }] });
        this.tick += 1;
      }
    }
  }
}

const plain = ({ surface: _, ...entity }: EntityState & { surface: number }): EntityState => ({ ...entity });
