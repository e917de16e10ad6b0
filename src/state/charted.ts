import type { View, WorldInfo } from '../core/world/types';
import type { Client } from './client';
import { type Charted, chosenForce, openingBase, openingBranch, openingSurface, plainView } from './defaults';

/** What the force of `one` has charted of its surface, and whether any log says what anybody has. */
export async function askCharted(client: Client, one: View, signal: AbortSignal): Promise<Charted> {
  const everyone = await client.raster.bases({ ...one, force: null }, signal);
  const known = everyone.chart || everyone.charted > 0;
  const here = !known || one.force === null ? everyone : await client.raster.bases(one, signal);
  return { ...here, known };
}

/** What a world shows when nothing is chosen: for its thumbnail. null when it has no surface. */
export async function openingView(client: Client, info: WorldInfo, signal: AbortSignal): Promise<View | null> {
  const surface = openingSurface(info);
  if (surface === null) return null;
  const asked = plainView(info.id, openingBranch(info), surface.index, chosenForce(info, null), null);
  const charted = await askCharted(client, asked, signal);
  const base = openingBase(charted);
  const drawn = base !== 'chart';
  return { ...asked, force: charted.known ? asked.force : null, base, resources: drawn, buildings: drawn };
}
