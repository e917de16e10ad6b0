import { w } from '../../../texts/items';
import { useItems } from '../context';
import { refKey, sameRef } from '../href';
import { ThingRow } from '../parts/thing';

const RECENT = 9;

/** Before a word is typed: what was looked at last. */
export function Recent() {
  const { state } = useItems();
  // A link to this very page would lead nowhere, and the search would stay.
  const known = [...state.pinned.value, ...state.recent.value].filter((one) => !sameRef(one, state.ref.value));
  const shown = known.filter((one, at) => known.findIndex((other) => refKey(other) === refKey(one)) === at).slice(0, RECENT);
  return (
    <>
      <p class="pal__none t-12 faint">{w.search.noneTip}</p>
      {shown.length > 0 && <h2 class="label pal__label">{w.search.recent}</h2>}
      <ul>
        {shown.map((one) => (
          <li key={refKey(one)}>
            <ThingRow of={one} end={w.kindShort[one.kind] ?? w.kinds[one.kind]} />
          </li>
        ))}
      </ul>
    </>
  );
}
