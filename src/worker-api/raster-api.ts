import type { ForceIndex, SurfaceIndex, Tick } from '../core/packet/schema';
import type { Area, StoryRow, ThingHere, View, WorldInfo, WorldState } from '../core/world/types';
import type { HostedApi } from './hosted-api';
import type { NumbersApi } from './numbers-api';
import type { PlaceApi } from './place-api';
import type { TimeApi } from './time-api';

/** Reads worlds: pictures for Leaflet and answers about a place or a moment. Several may run side by side. */
export interface RasterApi extends PlaceApi, NumbersApi, TimeApi, HostedApi {
  /**
   * One 256 px raster; null where nothing is known. Transferred. 'same': it is what it was at the tick that is `shown` (null: the
   * latest; absent: none is), so nothing needs to be painted.
   */
  raster(view: View, z: number, x: number, y: number, shown?: Tick | null): Promise<ImageBitmap | null | 'same'>;
  /** A picture of a whole surface fitted into a box, for thumbnails. */
  thumbnail(view: View, width: number, height: number): Promise<ImageBitmap | null>;
  info(world: string): Promise<WorldInfo | null>;
  state(world: string, branch: string, tick: Tick | null): Promise<WorldState>;
  /** The last `limit` rows of the story up to `tick`, oldest first; with a force, without what only others know. */
  story(
    world: string,
    branch: string,
    tick: Tick | null,
    limit: number,
    types?: string[],
    force?: ForceIndex | null,
  ): Promise<{ rows: StoryRow[]; total: number }>;
  /** What is known of this place, topmost first. */
  here(view: View, x: number, y: number): Promise<ThingHere[]>;
  /** Bounding box in tiles of what can be drawn; null when there is nothing. */
  bounds(view: View): Promise<Area | null>;
  /** Where on a surface anything was known at any time of a branch, in whole rasters; null: nowhere. */
  reach(world: string, branch: string, surface: SurfaceIndex): Promise<Area | null>;
  /** Chunks charted by the force, and whether the surface has chart pixels or tiles: decides the default base. */
  bases(view: View): Promise<{ chart: boolean; terrain: boolean; charted: number }>;
  /** Forget cached blocks of a world that changed (null: of all). */
  changed(world: string | null): Promise<void>;
}
