import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Bones } from '../../parts/state-card';
import { useItems } from '../context';
import { hrefOfTab } from '../href';
import { Rendering } from '../parts/rendering';
import { Grid } from './grid';
import { Lacking } from './lacking';

/** All of a pack by kind and group. */
export function Front() {
  const { state } = useItems();
  const frame = state.frame.value;
  const tab = state.tab.value;
  const grid = state.grid.value;
  const tabs = useRef<HTMLElement>(null);
  const [covered, setCovered] = useState(0);
  useLayoutEffect(() => {
    // The bar and the tabs stay at the upper edge.
    const stuck = document.querySelector('.groups');
    const bar = document.querySelector('.bar');
    setCovered((bar?.clientHeight ?? 0) + (stuck?.clientHeight ?? 0));
  }, [grid]);
  return (
    <div class="front">
      <h1 class="vh">{state.pack.value?.name ?? w.title}</h1>
      <nav class="tab-chips" aria-label={w.front.kinds} ref={tabs}>
        {(frame?.tabs ?? [])
          .filter(({ count }) => count > 0)
          .map(({ tab: one, count }) => (
            <a class="chip" key={one} href={hrefOfTab(state.packId.value, one)} aria-current={one === tab ? 'page' : undefined}>
              {w.tabs[one]} <span class="faint">{number(count)}</span>
            </a>
          ))}
      </nav>
      <Rendering />
      <Lacking />
      {grid === null || grid.tab !== tab ? (
        <section class="panel pagebones" aria-busy="true" aria-label={w.loading}>
          <Bones />
        </section>
      ) : (
        <Grid grid={grid} covered={covered} />
      )}
    </div>
  );
}
