import type { Overlay, View, WorldState } from '../../core/world/types';
import { t } from '../../texts';
import { css } from '../parts/color';
import type { Mark } from './leaflet/marks';

/** What stands over the shown surface by name: only what the chosen force may know, unless all forces are chosen. */
export function marksOf(now: WorldState | null, view: View | null, overlays: Overlay[]): Mark[] {
  if (now === null || view === null) return [];
  const mine = (force: number | undefined) => view.force === null || force === undefined || force === view.force;
  const marks: Mark[] = [];
  if (overlays.includes('players'))
    for (const player of now.players) {
      if (player.at === undefined || player.gone === true || (player.surface ?? 1) !== view.surface || !mine(player.force)) continue;
      marks.push({
        ...{ key: `player ${player.index}`, kind: 'player', x: player.at[0], y: player.at[1] },
        text: player.name ?? t.map.player(player.index),
        offline: player.online === false,
        ...(player.color === undefined ? {} : { color: css(player.color) }),
        ...(player.dir === undefined ? {} : { dir: player.dir }),
      });
    }
  if (overlays.includes('tags'))
    for (const tag of now.tags) {
      if (tag.at === undefined || tag.gone === true || tag.surface !== view.surface || !mine(tag.force)) continue;
      marks.push({ key: `tag ${tag.force} ${tag.id}`, kind: 'tag', x: tag.at[0], y: tag.at[1], text: tag.text ?? iconName(tag.icon) });
    }
  if (overlays.includes('stops'))
    for (const stop of now.stops) {
      if (stop.at === undefined || stop.gone === true || stop.surface !== view.surface || !mine(stop.force)) continue;
      marks.push({ key: `stop ${stop.id}`, kind: 'stop', x: stop.at[0], y: stop.at[1], text: stop.name ?? '' });
    }
  return marks;
}

/** "item/iron-plate" → "iron-plate". */
function iconName(icon: string | undefined): string {
  return icon === undefined ? '' : (icon.split('/')[1] ?? icon);
}
