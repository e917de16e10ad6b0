import { signal } from '@preact/signals';
import type { Position } from '../../core/packet/schema';
import type { ThingHere } from '../../core/world/types';

export interface Selected {
  /** In tiles: where was clicked. */
  x: number;
  y: number;
  /** null: not known yet. Topmost first. */
  things: ThingHere[] | null;
}

/** What a press on the map does instead of choosing what stands there. */
export type Tool = 'area' | 'measure';

export type Panel = 'layers' | 'here' | 'tools' | 'place' | 'players' | 'chat' | 'events' | 'world';

/** What belongs to the looking and not to the link: pointer, selection, open panels. */
export function createStageState() {
  return {
    /** Where the pointer is, in tiles; null: elsewhere. */
    hover: signal<{ x: number; y: number } | null>(null),
    /** What stands at the tile where the pointer rests. */
    tip: signal<{ x: number; y: number; thing: ThingHere } | null>(null),
    /** Of the map, in tiles. */
    centre: signal({ x: 0, y: 0 }),
    selected: signal<Selected | null>(null),
    /** Index of the player the map goes along with. */
    followed: signal<number | null>(null),
    /** Zoom as it is, also while it moves. */
    zoom: signal(0),
    /** On a phone, what the sheet shows; null: closed. Beside it, which tab is open. */
    panel: signal<Panel | null>(null),
    /** The statistics are open. */
    stats: signal(false),
    tool: signal<Tool | null>(null),
    /** The dialog that saves the map as a picture is open. */
    picture: signal(false),
    /** The dialog that saves a span of the map as a film is open. */
    film: signal(false),
    /** Of a row of a list that the pointer or focus is on: ringed on the map. */
    pointed: signal<Position | null>(null),
  };
}

export type StageState = ReturnType<typeof createStageState>;
