import type { PlayerNow } from '../../core/world/types';
import type { Named } from '../../state/moment';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { css } from '../parts/color';
import { surfaceTitle } from '../parts/surface-title';
import type { Stage } from './stage';
import type { StageState } from './stage-state';

/** More names than anybody reads. */
const MOST_NAMED = 200;

/** Who is known of, those online first. A press flies there. */
export function Players({ stage, local }: { stage: Stage; local: StageState }) {
  const { map, moment } = useApp().state;
  // Where others are is theirs to know, unless all forces are looked at.
  const mine = (player: PlayerNow) => map.force.value === null || player.force === undefined || player.force === map.force.value;
  const players = (moment.now.value?.players ?? []).filter((player) => player.gone !== true);
  const online = players.filter((player) => player.online === true);
  const sorted = [...players].sort(
    (a, b) => Number(b.online === true) - Number(a.online === true) || (a.name ?? '').localeCompare(b.name ?? ''),
  );
  const followed = players.find((player) => player.index === local.followed.value);
  const offer = followed ?? online.find((player) => player.at !== undefined && mine(player));

  return (
    <>
      <div class="panel__head">
        {t.people.players}{' '}
        <span class="faint">
          {players.length > 0
            ? t.people.online(online.length, players.length)
            : moment.named.value.length > 0
              ? t.people.met(moment.named.value.length)
              : ''}
        </span>
        <span class="grow" />
        {offer !== undefined && (
          <button
            type="button"
            class="btn btn--ghost btn--s cut people__follow"
            aria-pressed={followed !== undefined}
            onClick={() => {
              local.followed.value = followed === undefined ? offer.index : null;
            }}
          >
            {followed === undefined ? t.people.follow(nameOf(offer)) : t.people.following(nameOf(followed))}
          </button>
        )}
      </div>
      {players.length === 0 && moment.named.value.length > 0 ? (
        <ul class="people__list">
          {moment.named.value.slice(0, MOST_NAMED).map((one) => (
            <li key={one.name ?? one.player} class="item">
              <span class="dot is-off" />
              <span class="cut">{one.name ?? t.map.player(one.player ?? 0)}</span>
              <span class="end">{lastTold(one)}</span>
            </li>
          ))}
        </ul>
      ) : players.length === 0 ? (
        <p class="people__none faint">{t.people.none}</p>
      ) : (
        <ul class="people__list">
          {sorted.map((player) => (
            <li key={player.index}>
              <button
                type="button"
                class={`item ${player.index === local.followed.value ? 'is-on' : ''}`}
                disabled={player.at === undefined || !mine(player)}
                onClick={() => fly(player)}
              >
                <span
                  class={`dot ${player.online === true ? '' : 'is-off'}`}
                  style={player.color === undefined ? {} : { '--p': css(player.color) }}
                />
                <span class="cut">{nameOf(player)}</span>
                <span class="end">{player.online === true ? (mine(player) ? where(player) : t.people.here) : t.people.offline}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );

  function where(player: PlayerNow): string {
    const surface = map.info.value?.surfaces.find((one) => one.index === player.surface);
    return surface === undefined ? t.people.here : surfaceTitle(surface);
  }

  function fly(player: PlayerNow) {
    if (player.at === undefined) return;
    const surface = map.info.value?.surfaces.find((one) => one.index === player.surface);
    if (surface !== undefined && surface.index !== map.surface.value?.index) map.openSurface(surface.name);
    if (local.followed.value !== null) local.followed.value = player.index;
    stage.goTo(player.at[0], player.at[1]);
  }
}

function lastTold({ row }: Named): string {
  const when = row.tick !== null ? format.playTime(row.tick) : row.clock !== null ? format.logClock(row.clock) : '';
  return when === '' ? '' : t.people.lastTold(when);
}

const nameOf = (player: PlayerNow) => player.name ?? t.map.player(player.index);
