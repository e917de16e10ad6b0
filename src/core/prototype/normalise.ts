/**
 * What is kept of a prototype: all that pages, search, order, icons and maps ask for. Of 26 MB of a dump 90 % is pictures, sounds,
 * particles and noise, which say nothing without the game's files. What is kept is also what a pack is known by (identity.ts), so a
 * change here changes the ids of packs.
 */
import { kindOf } from './kinds';
import type { RawTable, RawValue } from './types';

export { dataVersionOf } from './version';

/** Bounds of one prototype: real ones have at most 21,000 values, strings of 5,000 characters and a depth of 20. */
const MAX_DEPTH = 64;
const MAX_STRING = 10_000;
const MAX_VALUES = 100_000;
const MAX_CHARACTERS = 1_000_000;
const MAX_NAME = 1_000;

/** Types without a page that pages ask for. */
const HELPERS: ReadonlySet<string> = new Set([
  'recipe-category',
  'resource-category',
  'module-category',
  'equipment-category',
  'equipment-grid',
  'burner-usage',
  'utility-constants',
]);

/** Entities that are sights alone: kept when they have an icon, with what names and sorts them. */
const SIGHTS: ReadonlySet<string> = new Set([
  'arrow',
  'cliff',
  'corpse',
  'explosion',
  'flame-thrower-explosion',
  'flying-text',
  'highlight-box',
  'leaf-particle',
  'particle',
  'particle-source',
  'rail-remnants',
  'rocket-silo-rocket-shadow',
  'segment',
  'smoke',
  'smoke-with-trigger',
  'speech-bubble',
  'spider-leg',
]);

/** Fields that are kept as they are: they name files, which the rules below would drop. */
const ICON = /^(small_|dark_background_|starmap_)?icons?$/;

const NAMING: ReadonlySet<string> = new Set([
  'icon',
  'icons',
  'icon_size',
  'icon_mipmaps',
  'order',
  'subgroup',
  'hidden',
  'hidden_in_factoriopedia',
  'factoriopedia_alternative',
  'localised_name',
  'localised_description',
  'minable',
  'placeable_by',
  'parameter',
]);

/** The one prototype of `utility-constants` has hundreds of fields of the game's own windows. */
const CONSTANTS: ReadonlySet<string> = new Set([
  'default_item_weight',
  'rocket_lift_weight',
  'maximum_quality_jump',
  'max_belt_stack_size',
]);

/** Parts of names that tell pictures, sounds, light and effects to look at, wherever they stand. */
const SIGHT_FIELD =
  /(^|_)(animations?|pictures?|sprites?|sounds?|lights?|visuali[sz]ations?|simulation|tints?|trigger_effects?|particle_triggers?|particles?|shadows?|smokes?|overlay|muzzle_shift|animation_shift|frame_sequence|alpha_variations|graphics_set(_flipped)?|sfx|patch|mask_picture|pipe_covers|vectors?|remnants|shiftings)$|^(pictures?|animation|sprite|graphics|sound|integration|wave|particle|light(_|$)|smoke|circuit|frozen_patch|reflection|working|overlay|icons?_(draw|positioning)|track_particle|decorative|attacking|prepar|folding|folded|ending|starting|water_|ambient|effect_color|stateless|upper_leg|lower_leg|render|player_effects|persistent)/;

/** Fields by name, each large, none of them shown or asked for. */
const DROPPED: ReadonlySet<string> = new Set([
  'transitions',
  'transitions_between_transitions',
  'variants',
  'variations',
  'variation_weights',
  'instruments',
  'tiles',
  'crane',
  'ground_picture_set',
  'elevated_picture_set',
  'warcry',
  'roar',
  'hurt_roar',
  'created_effect',
  'update_effects',
  'update_effects_while_enraged',
  'on_damage_tick_effect',
  'spawn_decoration',
  'spawn_decorations_on_expansion',
  'colors',
  'corpse',
  'dying_explosion',
  'burnt_patch_pictures',
  'connection_points',
  'input_connection_points',
  'output_connection_points',
  'wire_connection_points',
  'tile_buildability_rules',
  'spider_engine',
  'segment_engine',
  'ai_settings',
  'path_finder',
  'crafting_machine_tint',
  'planet_procession_set',
  'platform_procession_set',
  'procession_graphic_catalogue',
  'surface_render_parameters',
  'asteroid_spawn_influence',
  'explosion',
  'destroy_action',
  'final_action',
  'scorch_mark_color',
  'map_generator_bounding_box',
  'drawing_box',
  'drawing_box_vertical_extension',
  'sticker_box',
  'hit_visualization_box',
  'direction_shuffle',
  'signal_to_color_mapping',
  'deconstruction_marker_positions',
  'sprite_usage_surface',
  'remove_on_tile_placement',
  'impact_category',
  'steam_stats_name',
  'durability_description_key',
  'durability_description_value',
  'durability_description_other_key',
  'open_sound',
  'close_sound',
  'cyclic',
  'affected_by_wind',
  'expires',
  'spread_duration',
  'fade_in_duration',
  'fade_away_duration',
  'color_hint',
  'mined_sound',
  'random_tint_color',
  'layer_group',
  'layer',
  'stages_effect',
  'fire_flicker',
  'hatch_definitions',
  'cargo_station_parameters',
  'neighbour_connectable',
  'absorptions_to_join_attack',
  'created_smoke',
  'default_destroyed_dropped_cargo',
  'alert_icon_shift',
  'friendly_map_color',
  'enemy_map_color',
  'profile',
]);

/** What a shot does is kept where a weapon's damage is read, nowhere else. */
const SHOT_TYPES: ReadonlySet<string> = new Set([
  'ammo',
  'capsule',
  'gun',
  'projectile',
  'artillery-projectile',
  'stream',
  'beam',
  'combat-robot',
  'land-mine',
  'active-defense-equipment',
  'ammo-turret',
  'electric-turret',
  'fluid-turret',
  'turret',
  'unit',
  'spider-unit',
]);
const SHOT: ReadonlySet<string> = new Set([
  'action',
  'attack_parameters',
  'ammo_type',
  'revenge_attack_parameters',
  'initial_action',
  'attack_result',
  'strike_effect',
]);

interface Budget {
  values: number;
  characters: number;
}

/**
 * The kept part of a prototype, a new table without `type` and `name` (the keys it is filed under say them). Null: nothing of this type
 * is kept, or it is no prototype. Bounds cut silently: only hostile files reach them.
 */
export function normalise(type: string, name: string, table: RawTable): RawTable | null {
  if (name.length > MAX_NAME || typeof table !== 'object' || table === null || Array.isArray(table)) return null;
  if (!kindOf(type) && !HELPERS.has(type)) return null;
  const sight = SIGHTS.has(type);
  if (sight && !Object.hasOwn(table, 'icon') && !Object.hasOwn(table, 'icons')) return null;
  const budget: Budget = { values: MAX_VALUES, characters: MAX_CHARACTERS };
  const out: RawTable = {};
  for (const key of Object.keys(table)) {
    if (key === 'type' || key === 'name') continue;
    if (sight && !NAMING.has(key)) continue;
    if (type === 'utility-constants' && !CONSTANTS.has(key)) continue;
    const value = keep(key, table[key]!, type, 1, budget);
    if (value !== undefined) put(out, key, value);
  }
  return out;
}

function keep(key: string, value: RawValue, type: string, depth: number, budget: Budget): RawValue | undefined {
  if (ICON.test(key)) return copy(value, type, depth, budget, true);
  if (key === 'autoplace') return autoplace(value);
  if (DROPPED.has(key) || (SIGHT_FIELD.test(key) && !KEPT_ANYWAY.has(key))) return undefined;
  if (SHOT.has(key) && !SHOT_TYPES.has(type)) return undefined;
  return copy(value, type, depth, budget, false);
}

/** Names that look like sights and are not. */
const KEPT_ANYWAY: ReadonlySet<string> = new Set([
  'circuit_wire_max_distance',
  'render_not_in_network_icon',
  'decorative_removal_probability',
]);

/** Where a thing may grow is said by the planet; of the rest, the control that scales it is all there is to tell. */
function autoplace(value: RawValue): RawValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const control = Object.hasOwn(value, 'control') ? (value as RawTable).control : undefined;
  return typeof control === 'string' ? { control: control.slice(0, MAX_NAME) } : undefined;
}

/** Undefined: a picture or a sound, or a list or table of nothing else. `whole`: icons, where files stay. */
function copy(value: RawValue, type: string, depth: number, budget: Budget, whole: boolean): RawValue | undefined {
  if (--budget.values < 0) return undefined;
  if (typeof value === 'string') {
    const text = value.length > MAX_STRING ? value.slice(0, MAX_STRING) : value;
    budget.characters -= text.length;
    return budget.characters < 0 ? undefined : text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return copyList(value as readonly RawValue[], type, depth, budget, whole);
  const table = value as RawTable;
  if (!whole && isSight(table)) return undefined;
  const out: RawTable = {};
  let dropped = false;
  let kept = false;
  for (const key of Object.keys(table)) {
    const child = whole ? copy(table[key]!, type, depth + 1, budget, true) : keep(key, table[key]!, type, depth + 1, budget);
    if (child === undefined) {
      dropped ||= typeof table[key] === 'object';
      continue;
    }
    budget.characters -= key.length;
    if (budget.characters < 0) break;
    put(out, key, child);
    kept = true;
  }
  return dropped && !kept ? undefined : out;
}

function copyList(value: readonly RawValue[], type: string, depth: number, budget: Budget, whole: boolean): RawValue | undefined {
  const out: RawValue[] = [];
  for (const entry of value) {
    const child = copy(entry, type, depth + 1, budget, whole);
    if (child !== undefined) out.push(child);
    else if (budget.values < 0 || budget.characters < 0) break;
  }
  return out.length === 0 && value.length > 0 ? undefined : out;
}

const SIGHT_KEYS = ['filename', 'filenames', 'stripes', 'sheet', 'sheets'];

function isSight(table: RawTable): boolean {
  // `layers` is a list in a picture and a table in a collision mask, which is `[]` in canonical form when it is empty.
  const { layers } = Object.hasOwn(table, 'layers') ? table : {};
  return SIGHT_KEYS.some((key) => Object.hasOwn(table, key)) || (Array.isArray(layers) && layers.length > 0);
}

/** `table[key] = value` would set the prototype for `__proto__`. */
function put(out: RawTable, key: string, value: RawValue): void {
  if (key === '__proto__') Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
  else (out as { [key: string]: RawValue })[key] = value;
}
