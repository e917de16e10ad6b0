/** Players of the film: where they are in each frame. Pure. */
import type { PlayerIndex } from '../../../core/packet/schema';
import type { Track } from '../../../core/world/timeline-types';
import type { PlayerNow, View } from '../../../core/world/types';
import { placeAt, trailAt } from '../../../state/whereabouts';
import { css } from '../../parts/color';
import type { Trail } from '../leaflet/trails';

/** A trail is what was walked in this many seconds of watching, and in no less of the game. */
const TRAIL_S = 0.5;
const POINTS = 16;
const GREY = '#b8b3ab';

/** Players with their places at a tick, as far as tracks tell them. */
export function playersAt(players: PlayerNow[], tracks: readonly Track[] | null, tick: number | null): PlayerNow[] {
  if (tracks === null || tick === null) return players;
  const by = new Map(tracks.map((track) => [track.player, track]));
  return players.map((player) => {
    const track = by.get(player.index);
    const place = track === undefined ? null : placeAt(track, tick);
    return place === null ? player : { ...player, at: [place.x, place.y], surface: place.surface, online: place.online };
  });
}

/** The trails on the shown surface of those that the view may show. */
export function trailsAt(players: PlayerNow[], tracks: readonly Track[], view: View, tick: number, speed: number): Trail[] {
  const known = new Map<PlayerIndex, PlayerNow>(players.map((player) => [player.index, player]));
  return tracks.flatMap((track) => {
    const player = known.get(track.player);
    if (player === undefined || player.gone === true) return [];
    if (view.force !== null && player.force !== undefined && player.force !== view.force) return [];
    const place = placeAt(track, tick);
    if (place === null || !place.online || place.surface !== view.surface) return [];
    const points = trailAt(track, tick, Math.max(60, TRAIL_S * 60 * speed), POINTS);
    return points.length < 2 ? [] : [{ key: String(track.player), points, color: player.color === undefined ? GREY : css(player.color) }];
  });
}
