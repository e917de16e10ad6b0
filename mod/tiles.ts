/** Ground that is built, mined, set by scripts or cloned: the chunk is told anew when it has been quiet, or at its interval. */
import type { BoundingBox, LuaSurface, TilePosition } from 'factorio:runtime';
import { touchAmounts, touchGround } from './chunks';
import { listen, listenAll } from './events';
import { CHUNK, chunkKey, keyAt } from './keys';

interface TilesEvent {
  surface_index: number;
  tiles: { position: TilePosition }[];
}

listenAll<TilesEvent>(
  [
    'on_player_built_tile',
    'on_player_mined_tile',
    'on_robot_built_tile',
    'on_robot_mined_tile',
    'on_space_platform_built_tile',
    'on_space_platform_mined_tile',
    'script_raised_set_tiles',
  ],
  ({ surface_index, tiles }) => {
    for (const { position } of tiles) touchGround(keyAt(surface_index, position.x, position.y));
  },
);

listen<{ destination_surface: LuaSurface; destination_area: BoundingBox }>(
  'on_area_cloned',
  ({ destination_surface, destination_area: { left_top, right_bottom } }) => {
    const right = math.ceil(right_bottom.x / CHUNK);
    const bottom = math.ceil(right_bottom.y / CHUNK);
    for (let x = math.floor(left_top.x / CHUNK); x < right; x++)
      for (let y = math.floor(left_top.y / CHUNK); y < bottom; y++) {
        const key = chunkKey(destination_surface.index, x, y);
        touchGround(key);
        touchAmounts(key);
      }
  },
);

interface BrushEvent {
  destination_surface: LuaSurface;
  source_offset: TilePosition;
  destination_offset: TilePosition;
  source_positions: TilePosition[];
}
listen<BrushEvent>('on_brush_cloned', ({ destination_surface, source_offset, destination_offset, source_positions }) => {
  for (const { x, y } of source_positions) {
    const key = keyAt(destination_surface.index, x - source_offset.x + destination_offset.x, y - source_offset.y + destination_offset.y);
    touchGround(key);
    touchAmounts(key);
  }
});
