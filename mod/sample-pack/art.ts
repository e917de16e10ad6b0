/** Which drawing becomes which PNG of the pack. The PNGs are drawn once by draw.ts and kept: a browser's edges differ by version. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { ART } from './options';

export interface Drawing {
  /** Name of the SVG in art/. */
  art: string;
  /** Within the pack's folder. */
  file: string;
  side: number;
  /** How many levels stand side by side: 64, 32, 16, 8. */
  levels: number;
}

const SPACE_AGE = new Set([
  ...['aquilo', 'fulgora', 'gleba', 'vulcanus', 'foundry', 'electromagnetic-plant', 'metallurgic-science-pack', 'platform', 'planet-route'],
  ...['asteroid', 'thruster', 'fruit', 'seed', 'leaf', 'tree', 'plus'],
]);
const QUALITY = new Set(['quality-module', 'quality-module-2', 'quality-module-3', 'recycling', 'recycling-top', 'pip']);
/** Large pictures, by what they are for. */
const TECHNOLOGIES = [
  'logistics-tech',
  'assembling-machine-1',
  'laser-turret',
  'oil-refinery',
  'rocket',
  'vulcanus',
  'electric-mining-drill',
];
const GROUPS = ['transport-belt', 'assembling-machine-2', 'iron-gear-wheel', 'platform', 'gun-turret', 'drop', 'signal-a'];
const BADGES = ['constant-speed', 'constant-mining'];

const modOf = (art: string): string => (SPACE_AGE.has(art) ? 'space-age' : QUALITY.has(art) ? 'quality' : 'base');

/** Path as a prototype writes it. */
export const icon = (art: string): string => `__${modOf(art)}__/graphics/icons/${art}.png`;
export const technologyIcon = (art: string): string => `__${modOf(art)}__/graphics/technology/${art}.png`;
export const groupIcon = (art: string): string => `__${modOf(art)}__/graphics/item-group/${art}.png`;
export const badge = (art: string): string => `__core__/graphics/icons/technology/constants/${art}.png`;
export const starmapIcon = (art: string): string => `__${modOf(art)}__/graphics/icons/starmap-${art}.png`;
/** A prototype's path as one of the folder. */
export const fileOf = (path: string): string => path.replace(/^__([^/]+)__/, 'data/$1');

export const arts = (): string[] =>
  readdirSync(ART)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => basename(name, '.svg'))
    .sort();

export const drawings = (): Drawing[] => [
  ...arts()
    .filter((art) => !BADGES.includes(art) && art !== 'undo' && art !== 'cup')
    .map((art) => ({ art, file: fileOf(icon(art)), side: 64, levels: 4 })),
  ...TECHNOLOGIES.map((art) => ({ art, file: fileOf(technologyIcon(art)), side: 256, levels: 3 })),
  ...GROUPS.map((art) => ({ art, file: fileOf(groupIcon(art)), side: 128, levels: 1 })),
  ...BADGES.map((art) => ({ art, file: fileOf(badge(art)), side: 128, levels: 3 })),
  { art: 'nauvis', file: fileOf(starmapIcon('nauvis')), side: 512, levels: 1 },
  { art: 'cup', file: fileOf(icon('cup')), side: 128, levels: 1 },
  { art: 'undo', file: 'data/base/graphics/icons/shortcut/undo-x32.png', side: 32, levels: 1 },
  { art: 'undo', file: 'data/base/graphics/icons/shortcut/undo-x24.png', side: 24, levels: 1 },
  { art: 'drop', file: 'data/core/graphics/icons/unknown.png', side: 64, levels: 4 },
  // Smaller than the 64 px that its prototype, which says nothing, stands for.
  { art: 'cup', file: 'data/base/graphics/icons/small/cup.png', side: 32, levels: 1 },
];
