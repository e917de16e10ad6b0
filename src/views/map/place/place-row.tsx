import type { AuditKind, AuditRow } from '../../../core/world/place-types';
import { format, t } from '../../../texts';
import { m } from '../../../texts/tools';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { JoinedIcon } from '../../parts/joined-icon';
import { kindsOf } from '../kinds-of';
import { PlayerName } from '../player-name';

const ICONS: Record<AuditKind, string> = {
  built: 'plus',
  removed: 'minus',
  died: 'bad',
  rotated: 'arrow',
  upgraded: 'up',
  recipe: 'hammer',
  moved: 'arrow',
  changed: 'hammer',
  tagged: 'flag',
  untagged: 'flag',
  found: 'locate',
  missing: 'off',
  merged: 'gap',
};
const DIRECTIONS = 16;
const isTag = (kind: AuditKind) => kind === 'tagged' || kind === 'untagged';

/** What happened, to what, who did it, and when. A press flies there and then; `later`: the map shows a moment before it. */
export function PlaceRow(props: { row: AuditRow; later: boolean; onPoint: (on: boolean) => void; onGo: () => void }) {
  const { row, later, onPoint, onGo } = props;
  const { joined } = useApp().state;
  const tag = isTag(row.kind);
  const called = (name: string) => joined.titleOf(name, kindsOf('entity'));
  const title = row.cleared !== undefined ? m.place.cleared(row.cleared) : tag ? row.name : called(row.name);
  const time = [t.time.tick(format.number(row.tick)), row.clock === null ? '' : format.logClock(row.clock)].filter(Boolean).join(' · ');
  const told = { merged: m.place.merged, found: m.place.found, missing: m.place.missing };
  const tip =
    row.kind in told ? told[row.kind as keyof typeof told] : row.seen === true ? m.place.seen : format.position(row.at[0], row.at[1]);
  const icon = <Icon name={ICONS[row.kind]} />;
  const details = [
    m.place.how(row.how),
    row.cause === undefined ? '' : m.place.cause(row.cause),
    row.was === undefined ? '' : m.place.was(called(row.was)),
    row.recipe === undefined ? '' : row.recipe === '' ? m.place.noRecipe : m.place.recipe(joined.titleOf(row.recipe, ['recipe'])),
    row.from === undefined ? '' : m.place.from(format.position(row.from[0], row.from[1])),
    row.away === true ? m.place.away : '',
    row.dir === undefined || row.kind !== 'rotated'
      ? ''
      : m.place.faces(t.here.directions[Math.round((row.dir % DIRECTIONS) / 2) % 8] ?? ''),
    row.quality === undefined ? '' : m.place.quality(joined.titleOf(row.quality, ['quality'])),
  ].filter((part) => part !== '');
  return (
    <button
      type="button"
      class={`item place-row ${later ? 'is-later' : ''}`}
      title={tip}
      onClick={onGo}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <span class={`slot slot--s ${row.kind === 'died' ? 'bad' : ''}`}>
        {tag || row.name === '' ? (
          icon
        ) : (
          <JoinedIcon name={row.name} kinds={kindsOf('entity')} class="pic--24">
            {icon}
          </JoinedIcon>
        )}
      </span>
      <span class="place-row__words">
        <span class="cut">{m.place.row(row.kind, title)}</span>
        <span class="cut faint t-12">
          {row.by !== undefined && <PlayerName index={row.by} />} {details.join(' · ')}
        </span>
      </span>
      <time class="end" title={time}>
        {format.playClock(row.tick)}
      </time>
    </button>
  );
}
