/**
 * How the game's objects answer Lua. A class is a table of members typed by its interface in typed-factorio, so a member that
 * the API has not, or of another type, does not compile. What the API has and the simulation lacks is a clear error.
 */

import type { ChunkPositionAndArea, LuaChunkIterator } from 'factorio:runtime';
import type { L } from '../lua/fengari';
import type { Access } from '../lua/state';
import { GameError, type Thing } from '../lua/values';
import { ApiThing } from '../world/things';
import type { Context } from './context';
import type { ApiFacts } from './facts';

// biome-ignore lint/suspicious/noExplicitAny: what infers a function's arguments must accept every function
type Callable = (...args: any[]) => unknown;

/** A member that is read, or called; `self` is the simulation's own thing, arguments are as Lua gave them. */
export type Member<Type, Self> =
  Extract<NonNullable<Type>, Callable> extends never
    ? { get(self: Self, context: Context): Type; set?(self: Self, value: Type, context: Context): void }
    : {
        call(
          self: Self,
          args: Partial<Parameters<Extract<NonNullable<Type>, Callable>>>,
          context: Context,
        ): ReturnType<Extract<NonNullable<Type>, Callable>>;
      };
/** For what must see Lua's own values: bytes, the caller's line. Answers how many results it left. */
export interface RawMember {
  raw(L: L, context: Context): number;
}
export type Members<Api, Self> = { [K in keyof Api]?: Member<Api[K], Self> | RawMember };

type AnyMember = { get?(self: Thing, context: Context): unknown; set?(self: Thing, value: unknown, context: Context): void } & {
  call?(self: Thing, args: unknown[], context: Context): unknown;
} & Partial<RawMember>;

/** A table of the game's own: `game.players`, `prototypes.entity`. */
export abstract class GameTable extends ApiThing<never> {
  readonly objectName = 'LuaCustomTable';
  abstract at(key: unknown): unknown;
  /** Rows by the key that `pairs` gives. */
  abstract rows(): [unknown, unknown][];
}

/** "A chunk iterator can be used for iterating chunks coordinates of a surface." */
export class ChunkIterator extends ApiThing<LuaChunkIterator> {
  readonly objectName = 'LuaChunkIterator';
  private at = 0;
  constructor(private readonly chunks: ChunkPositionAndArea[]) {
    super();
  }
  next(): ChunkPositionAndArea | undefined {
    return this.chunks[this.at++];
  }
}

export class Classes {
  private readonly members = new Map<string, Record<string, AnyMember>>();

  add<Api, Self extends Thing>(name: string, members: Members<Api, Self>): void {
    this.members.set(name, members as Record<string, AnyMember>);
  }

  /** What a peer's Lua sees of them. */
  accessFor(context: Context, facts: ApiFacts): Access {
    const member = (thing: Thing, key: unknown): AnyMember => {
      const name = thing.objectName;
      if (typeof key !== 'string' || !facts.members.get(name)?.has(key)) throw new GameError(`${name} doesn't contain key ${String(key)}.`);
      const found = this.members.get(name)?.[key];
      if (!found) throw new GameError(`the simulated game has no ${name}.${key} yet`);
      return found;
    };
    const alive = (thing: Thing, key: unknown): void => {
      // "Invalid LuaEntity": only `valid` and `object_name` may be read of what is gone.
      if (thing instanceof ApiThing && !thing.valid && key !== 'valid' && key !== 'object_name')
        throw new GameError(`${thing.objectName} API call when ${thing.objectName} was invalid.`);
    };
    return {
      get: (thing, key) => {
        if (thing instanceof GameTable) return key === 'valid' ? true : key === 'object_name' ? thing.objectName : thing.at(key);
        alive(thing, key);
        if (key === 'object_name') return thing.objectName;
        const { get, call, raw } = member(thing, key);
        if (get) {
          context.cost.read(`${thing.objectName}.${String(key)}`);
          return get(thing, context);
        }
        if (raw) {
          return (L: L) => {
            context.cost.call(`${thing.objectName}.${String(key)}`);
            return raw(L, context);
          };
        }
        return context.method((args) => {
          alive(thing, key);
          context.cost.call(`${thing.objectName}.${String(key)}`);
          return call!(thing, args, context);
        });
      },
      set: (thing, key, value) => {
        alive(thing, key);
        const { set } = member(thing, key);
        if (!set) throw new GameError(`${thing.objectName}.${key} is read only, or the simulated game cannot write it`);
        set(thing, value, context);
      },
      length: (thing) => (thing instanceof GameTable ? thing.rows().length : 0),
      entries: (thing) => {
        if (!(thing instanceof GameTable)) throw new GameError(`${thing.objectName} cannot be gone through`);
        return thing.rows();
      },
      same: (a, b) => a === b,
      call: (thing) => {
        if (!(thing instanceof ChunkIterator)) throw new GameError(`${thing.objectName} cannot be called`);
        context.cost.call('LuaChunkIterator.call');
        return thing.next();
      },
    };
  }
}
