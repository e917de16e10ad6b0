import type { Items } from '../../state/items';
import { MAX_TILE } from '../../state/url';
import { format, t } from '../../texts';
import { w } from '../../texts/items';
import { m } from '../../texts/tools';
import type { Place } from '../map/parse-position';

/** No row: why that may be, and what can be done. `place`: what was typed is a position that cannot be gone to. */
export function Nothing(props: { query: string; items: Items | null; place: Place | 'outside' | null; onMap: boolean }) {
  const { query, items, place, onMap } = props;
  const { kinds = [], mods = [], groups = [] } = items?.search.filter.value ?? {};
  const filters = kinds.length + mods.length + groups.length;
  const tip =
    place === 'outside'
      ? t.goTo.outside(format.number(MAX_TILE))
      : place !== null && place.surface !== null
        ? t.goTo.noSurface(place.surface)
        : filters > 0
          ? w.search.noneFilter
          : onMap || items === null
            ? m.find.noneTip
            : w.search.noneTip;
  return (
    <div class="pal__none">
      <h2 class="sec">{w.search.none(query)}</h2>
      <p class="dim">{tip}</p>
      {filters > 0 && items !== null && (
        <button type="button" class="btn" onClick={() => items.actions.setFilter({})}>
          {w.search.clearFilters} <span class="faint">{format.number(filters)}</span>
        </button>
      )}
    </div>
  );
}
