import type { ForceIndex } from '../core/packet/schema';
import type { Base, Overlay, View, WorldInfo } from '../core/world/types';
import { ALL_FORCES } from './url';

/** What is charted of a surface: by the force in question, and by anyone. */
export interface Charted {
  chart: boolean;
  terrain: boolean;
  charted: number;
  /** Any log says what any force has charted here. */
  known: boolean;
}

export function openingBranch(info: WorldInfo): string {
  return (info.branches.find((branch) => branch.opens) ?? info.branches[0])?.id ?? 'main';
}

/** The surface of lowest index that has a map, else of lowest index; null when the world has none. */
export function openingSurface(info: WorldInfo): WorldInfo['surfaces'][number] | null {
  const sorted = [...info.surfaces].sort((a, b) => a.index - b.index);
  return sorted.find((surface) => surface.map) ?? sorted[0] ?? null;
}

export function surfaceByName(info: WorldInfo, name: string): WorldInfo['surfaces'][number] | null {
  const named = info.surfaces.filter((surface) => surface.name === name);
  return named.find((surface) => surface.gone !== true) ?? named[0] ?? null;
}

/** The force "player", or the only one; null (all forces) where that leaves a choice. */
export function openingForce(info: WorldInfo): ForceIndex | null {
  const named = info.forces.find((force) => force.name === 'player');
  if (named !== undefined) return named.index;
  return info.forces.length === 1 ? (info.forces[0]?.index ?? null) : null;
}

/** The force a choice stands for. A name that is not there is as good as none. */
export function chosenForce(info: WorldInfo, choice: string | null): ForceIndex | null {
  if (choice === ALL_FORCES) return null;
  const named = choice === null ? undefined : info.forces.find((force) => force.name === choice);
  return named === undefined ? openingForce(info) : named.index;
}

export function openingBase(charted: Charted): Base {
  return charted.chart ? 'chart' : 'terrain';
}

/** On the chart ore and buildings are already drawn. */
export function openingOverlays(base: Base): Overlay[] {
  const always: Overlay[] = ['players', 'tags', 'stops', 'icons'];
  return base === 'chart' ? always : ['resources', 'buildings', ...always];
}

/** A view for asking what there is, before the base is known. */
export function plainView(world: string, branch: string, surface: number, force: ForceIndex | null, tick: number | null): View {
  return { world, branch, surface, force, base: 'none', resources: false, buildings: false, tick };
}
