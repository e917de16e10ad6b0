import type { WorldInfo } from '../../core/world/types';

export const hasMap = (world: WorldInfo) => world.surfaces.some((surface) => surface.map);
