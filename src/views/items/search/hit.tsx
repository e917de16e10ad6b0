import type { SearchRow } from '../../../client';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { PlainSlot } from '../parts/slot';
import { Marked } from './marked';

/** A row of what was found in the pack. `onOpen`: it was pressed; `tab`: it is to be opened in a tab of its own. */
export function Hit(props: { row: SearchRow; id: string; on: boolean; onChoose(): void; onOpen(tab: boolean): void }) {
  const { row, id, on, onChoose, onOpen } = props;
  const { actions } = useItems();
  const { ref, match, mod } = row;
  const inLabel = match.text === ref.label;
  const pinned = actions.isPinned(ref);
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
      onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
    >
      <PlainSlot of={ref} size="s" />
      <div class="hit__words">
        <div class="hit__name cut">
          {inLabel ? <Marked text={ref.label} ranges={match.ranges} /> : ref.label}
          {ref.hidden === true && <span class="tag hit__tag">{w.search.hiddenToo}</span>}
        </div>
        {!inLabel && (
          <div class="hit__also cut">
            {match.language === '' ? (
              <span class="mono faint">
                <span class="vh">{w.search.internal} </span>
                <Marked text={match.text} ranges={match.ranges} />
              </span>
            ) : (
              <>
                <span class="lang">{match.language}</span>
                <span lang={match.language} dir="auto">
                  <Marked text={match.text} ranges={match.ranges} />
                </span>
              </>
            )}
          </div>
        )}
      </div>
      <span class="t-12 faint hit__end">
        {pinned && <Icon name="pin" size="s" />}
        {w.kindShort[ref.kind] ?? w.kinds[ref.kind]}
        {mod !== null && mod !== 'base' && <span class="hit__mod"> · {mod}</span>}
      </span>
    </div>
  );
}
