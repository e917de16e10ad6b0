/** What happens to things that stand, each with the events that the API's text names for it. */
import { BaseGame } from './base-game';
import { GameError } from './lua/values';
import { isChartedAt, plainThing } from './world/deeds';
import { type Entity, handle, inTable, type Player, type Point, type Surface } from './world/things';

/** Who does it. `silent` is a script that raises no event. */
export type Doer = Player | 'robot' | 'platform' | 'script' | 'silent';
export interface Build {
  name: string;
  at: Point;
  surface?: Surface;
  force?: string;
  direction?: number;
  recipe?: string;
  amount?: number;
  /** Of a ghost: what it stands for. */
  ghost?: string;
  /** Of a train stop. */
  title?: string;
  by?: Doer;
}

export class EntityGame extends BaseGame {
  /** What stood where something is being built: it is replaced, not mined. */
  private replaced: string | undefined;

  build({
    name,
    at,
    surface = this.world.surface('nauvis'),
    force = 'player',
    direction = 0,
    recipe,
    amount,
    ghost,
    title,
    by = 'robot',
  }: Build): Entity {
    const entity = this.world.put(this.world.facts(name), surface, at, this.world.force(force));
    entity.direction = direction;
    if (recipe !== undefined) entity.recipe = this.world.recipe(recipe);
    if (amount !== undefined) entity.amount = amount;
    entity.ghost = ghost;
    if (entity.facts.type === 'train-stop') entity.backerName = title ?? `Stop ${entity.unitNumber}`;
    if (typeof by === 'object') entity.lastUser = by;
    if (entity.facts.type === 'locomotive' || entity.facts.type === 'cargo-wagon') this.couple(entity);
    this.note('built', entity, by);
    this.told('built', entity, by);
    return entity;
  }

  private note(what: 'built' | 'mined', entity: Entity, by: Doer | 'cloned'): void {
    const done = { ...this.done(entity), by: typeof by === 'object' ? by.index : by };
    if (this.replaced === undefined) this.world.deeds.push({ ...done, what });
    else if (what === 'built') this.world.deeds.push({ ...done, what: 'upgraded', was: this.replaced });
  }
  private done(entity: Entity) {
    const { tick } = this.world;
    return {
      tick,
      surface: entity.surface.index,
      thing: plainThing(entity),
      charted: isChartedAt(this.world, entity.surface, entity.position),
    };
  }

  /** "Called when …": on_built_entity, on_robot_built_entity, on_space_platform_built_entity, script_raised_built. */
  private told(what: 'built' | 'mined', entity: Entity, by: Doer): void {
    const data = { entity: handle(entity) };
    if (by === 'silent') return;
    if (typeof by === 'object')
      this.raise(what === 'built' ? 'on_built_entity' : 'on_player_mined_entity', { ...data, player_index: by.index as never });
    else if (by === 'robot') this.raise(what === 'built' ? 'on_robot_built_entity' : 'on_robot_mined_entity', data);
    else if (by === 'platform') this.raise(what === 'built' ? 'on_space_platform_built_entity' : 'on_space_platform_mined_entity', data);
    else this.raise(what === 'built' ? 'script_raised_built' : 'script_raised_destroy', data);
  }

  /** "The entity … is still valid during the event." */
  mine(entity: Entity, by: Doer = 'robot'): void {
    if (!entity.valid) throw new GameError('the entity is gone already');
    if (typeof by === 'object') this.raise('on_pre_player_mined_item', { entity: handle(entity), player_index: by.index as never });
    this.note('mined', entity, by);
    this.told('mined', entity, by);
    this.vanish(entity);
  }

  die(entity: Entity, cause?: Entity): void {
    const killer = cause?.player?.name ?? cause?.facts.name;
    this.world.deeds.push({ ...this.done(entity), what: 'died', ...(killer === undefined ? {} : { cause: killer }) });
    this.raise('on_entity_died', {
      entity: handle(entity),
      ...(cause ? { cause: handle(cause), force: handle(cause.force) } : {}),
    });
    const kills = cause?.force;
    this.vanish(entity);
    this.raise('on_post_entity_died', {
      position: inTable(entity.position),
      surface_index: entity.surface.index as never,
      ...(kills ? { force: handle(kills) } : {}),
    });
  }

  private vanish(entity: Entity): void {
    this.uncouple(entity);
    this.world.take(entity);
  }

  rotate(entity: Entity, direction: number, player: Player): void {
    const before = entity.direction;
    this.turned(entity, direction, player);
    this.raise('on_player_rotated_entity', {
      entity: handle(entity),
      previous_direction: before as never,
      player_index: player.index as never,
    });
  }
  private turned(entity: Entity, direction: number, player: Player): void {
    const before = plainThing(entity);
    entity.direction = direction;
    this.world.deeds.push({ ...this.done(entity), what: 'rotated', before, by: player.index });
  }
  flip(entity: Entity, player: Player): void {
    this.turned(entity, (16 - entity.direction) % 16, player);
    this.raise('on_player_flipped_entity', { entity: handle(entity), horizontal: true, player_index: player.index as never });
  }

  /** Fast replacement: what stood is mined, the other is built in its place. */
  upgrade(entity: Entity, name: string, by: Doer): Entity {
    const { position, surface, force, direction, recipe } = entity;
    this.replaced = entity.facts.name;
    this.mine(entity, by);
    const next = this.build({ name, at: position, surface, force: force.name, direction, ...(recipe === undefined ? {} : { recipe }), by });
    this.replaced = undefined;
    return next;
  }

  /** By hand there is no event but that the window opens and closes; pasting has its own. */
  setRecipe(entity: Entity, recipe: string | undefined, player: Player, how: 'window' | 'paste' = 'window'): void {
    const before = plainThing(entity);
    const window = { player_index: player.index as never, gui_type: 1 as never, entity: handle(entity) };
    if (how === 'window') this.raise('on_gui_opened', window);
    entity.recipe = recipe === undefined ? undefined : this.world.recipe(recipe);
    this.world.deeds.push({ ...this.done(entity), what: 'recipe', before, by: player.index });
    if (how === 'paste')
      this.raise('on_entity_settings_pasted', { player_index: player.index as never, source: handle(entity), destination: handle(entity) });
    else this.raise('on_gui_closed', window);
  }

  /** "Count of resource units contained" shrinks without an event; the last one has its own. */
  mineOre(entity: Entity, amount: number): void {
    if (entity.facts.type !== 'resource') throw new GameError(`${entity.facts.name} is no resource`);
    entity.amount = Math.max(0, entity.amount - amount);
    const chunk = entity.surface.chunkAt(entity.position);
    if (chunk) chunk.changes += 1;
    if (entity.amount > 0) return;
    this.raise('on_resource_depleted', { entity: handle(entity) });
    this.world.take(entity);
  }

  /** "Called when an entity is cloned", for each; then on_area_cloned. */
  cloneArea(surface: Surface, [left, top, right, bottom]: [number, number, number, number], [dx, dy]: Point): void {
    const sources = [...surface.entities()].filter(
      ({ position: [x, y], facts }) => x >= left && y >= top && x < right && y < bottom && facts.type !== 'character',
    );
    for (const source of sources) {
      const destination = this.world.put(source.facts, surface, [source.position[0] + dx, source.position[1] + dy], source.force);
      Object.assign(destination, {
        direction: source.direction,
        recipe: source.recipe,
        amount: source.amount,
        backerName: source.backerName,
      });
      this.note('built', destination, 'cloned');
      this.raise('on_entity_cloned', { source: handle(source), destination: handle(destination) });
    }
    const area = (x: number, y: number) =>
      ({ left_top: { x: left + x, y: top + y }, right_bottom: { x: right + x, y: bottom + y } }) as never;
    this.raise('on_area_cloned', {
      source_surface: handle(surface),
      destination_surface: handle(surface),
      source_area: area(0, 0),
      destination_area: area(dx, dy),
      clone_tiles: false,
      clone_entities: true,
    } as never);
  }

  /** LuaEntity.teleport; `silent`: without `raise_teleported`. */
  teleport(entity: Entity, at: Point, surface: Surface = entity.surface, silent = false): void {
    const [oldSurface, oldPosition] = [entity.surface, entity.position];
    const from = { surface: oldSurface.index, at: oldPosition, charted: isChartedAt(this.world, oldSurface, oldPosition) };
    this.world.move(entity, at, surface);
    this.world.deeds.push({ ...this.done(entity), what: 'teleported', from, ...(silent ? { by: 'silent' } : {}) });
    if (silent) return;
    this.raise('script_raised_teleported', {
      entity: handle(entity),
      old_surface_index: oldSurface.index,
      old_position: inTable(oldPosition),
    });
  }

  // ---- trains ---------------------------------------------------------------------------------------------------------

  /** Every carriage alone is a train; "called when a new train is created either through disconnecting/connecting or building". */
  private couple(entity: Entity): void {
    const train = this.world.createTrain([entity]);
    this.raise('on_train_created', { train: handle(train) });
  }
  private uncouple(entity: Entity): void {
    if (!entity.train) return;
    entity.train.valid = false;
    this.world.trains.delete(entity.train.id);
  }
  /** Drives on: positions change without an event; arriving and leaving are states. */
  drive(entity: Entity, at: Point, station?: Entity): void {
    this.world.move(entity, at);
    const { train } = entity;
    if (!train) throw new GameError('no train');
    const old = train.state;
    train.state = station ? 7 : 0;
    train.station = station;
    if (old !== train.state) this.raise('on_train_changed_state', { train: handle(train), old_state: old as never });
  }
  renameStop(stop: Entity, name: string, player: Player): void {
    const old = stop.backerName ?? '';
    stop.backerName = name;
    this.raise('on_entity_renamed', { entity: handle(stop), old_name: old, by_script: false, player_index: player.index as never });
  }
}
