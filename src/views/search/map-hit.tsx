import type { Found } from '../../core/world/place-types';
import { format } from '../../texts';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { Marked } from '../items/search/marked';
import { css } from '../parts/color';
import { Icon } from '../parts/icon';
import { JoinedIcon } from '../parts/joined-icon';
import type { Row } from './rows';
import { rangesOf } from './rows';
import { factsOf, titleOf } from './words';

const ICONS: Record<Found['what'], string> = {
  player: 'people',
  tag: 'flag',
  stop: 'train',
  patch: 'dice',
  entities: 'cube',
  channel: 'chat',
};

/** A row of what was found on the map, or the place that was typed. */
export function MapHit(props: {
  row: Exclude<Row, { type: 'item' }>;
  query: string;
  id: string;
  on: boolean;
  onChoose(): void;
  onGo(): void;
}) {
  const { row, query, id, on, onChoose, onGo } = props;
  const { state } = useApp();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the chosen option
    <div
      class={`hit ${on ? 'is-on' : ''}`}
      role="option"
      id={id}
      aria-selected={on}
      onPointerMove={() => {
        if (!on) onChoose();
      }}
      onClick={onGo}
    >
      <span class="slot slot--s">
        <Face row={row} />
      </span>
      {row.type === 'position' ? (
        <div class="hit__words">
          <div class="hit__name cut">{m.find.goTo(format.position(row.at[0], row.at[1]))}</div>
          <div class="hit__also cut">{[m.find.position, row.surface].filter((part) => part !== null).join(' · ')}</div>
        </div>
      ) : (
        <Words found={row.found} also={row.also.length} query={query} />
      )}
      <span class="t-12 faint hit__end">
        {row.type === 'map' && row.found.what === 'entities'
          ? m.find.mark
          : row.type === 'map' && row.found.what === 'channel'
            ? ''
            : m.find.fly}
      </span>
    </div>
  );

  function Face({ row: of }: { row: typeof row }) {
    if (of.type === 'position') return <Icon name="locate" />;
    const { found } = of;
    const icon = <Icon name={ICONS[found.what]} />;
    if (found.what === 'player') {
      const color = state.map.info.value?.players.find(({ index }) => index === found.player)?.color;
      return <span class={`dot ${found.online ? '' : 'is-off'}`} style={color === undefined ? {} : { '--p': css(color) }} />;
    }
    if (found.what === 'patch' || found.what === 'entities')
      return (
        <JoinedIcon name={found.name} kinds={['entity']} class="pic--24">
          {icon}
        </JoinedIcon>
      );
    return icon;
  }
}

/** Its name with what was typed marked; where the match is in another name, that stands before the rest of the second line. */
function Words({ found, also, query }: { found: Found; also: number; query: string }) {
  const { state } = useApp();
  const title = titleOf(state, found);
  const match = state.mapSearch.names.value.get(found.name)?.match;
  const inTitle = rangesOf(title, query);
  const internal = found.what === 'entities' || found.what === 'patch' ? rangesOf(found.name, query) : [];
  return (
    <div class="hit__words">
      <div class="hit__name cut">
        <Marked text={title} ranges={match?.text === title ? match.ranges : inTitle} />
      </div>
      <div class="hit__also cut">
        {match !== undefined && match.text !== title && match.language !== '' ? (
          <>
            <span class="lang">{match.language}</span>
            <span lang={match.language} dir="auto">
              <Marked text={match.text} ranges={match.ranges} />
            </span>{' '}
            ·{' '}
          </>
        ) : (
          inTitle.length === 0 &&
          internal.length > 0 && (
            <>
              <span class="mono faint">
                <Marked text={found.name} ranges={internal} />
              </span>{' '}
              ·{' '}
            </>
          )
        )}
        {factsOf(state, found)}
        {also > 0 && ` · ${m.find.also(also + 1)}`}
      </div>
    </div>
  );
}
