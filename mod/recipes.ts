/** Recipes chosen in a machine's window: the game tells only that it opens and closes. */
import type { LuaEntity } from 'factorio:runtime';
import type { EntityState } from '../src/core/packet/schema';
import { tellAt } from './entities';
import { listen } from './events';
import { keyAt } from './keys';
import { stateOf } from './sample';
import { hasRecipe } from './standing';
import { state } from './state';

interface Event {
  tick: number;
  player_index: number;
  entity?: LuaEntity;
}

const isMachine = (entity: LuaEntity | undefined): entity is LuaEntity => entity?.valid === true && hasRecipe(entity.type);

function recipeOf(entity: LuaEntity): string {
  const [recipe] = entity.get_recipe();
  return recipe == null ? '' : recipe.name;
}

listen<Event>('on_gui_opened', ({ entity, player_index }) => {
  if (isMachine(entity)) state().opened.set(player_index, { id: entity.unit_number ?? 0, recipe: recipeOf(entity) });
});

listen<Event>('on_gui_closed', ({ entity, player_index, tick }) => {
  const { opened } = state();
  const before = opened.get(player_index);
  opened.delete(player_index);
  if (!isMachine(entity)) return;
  // A window opened before the mod was there may have changed it: told either way.
  const isKnown = before !== undefined && entity.unit_number === before.id;
  if (isKnown && recipeOf(entity) === before.recipe) return;
  const now = stateOf(entity);
  let old: EntityState | undefined;
  if (isKnown) {
    old = { ...now };
    if (before.recipe === '') delete old.recipe;
    else old.recipe = before.recipe;
  }
  tellAt(keyAt(entity.surface_index, now.at[0], now.at[1]), now, { kind: 'changed', tick, how: 'recipe', by: player_index }, old);
});
