import { useState } from 'preact/hooks';
import type { Page, Shown } from '../../../core/prototype/types';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { Bones } from '../../parts/state-card';
import { useItems } from '../context';
import { hrefOf, refKey } from '../href';
import { MatchLine } from '../packs/match-line';
import { FactList } from '../page/facts';
import { RecipeLine } from '../parts/recipe-line';
import { Rich } from '../parts/rich';
import { PlainSlot, Slot } from '../parts/slot';
import { ThingList } from '../parts/thing';
import { usePeek } from '../parts/use-peek';

/** So much of what a technology gives is said in a sentence. */
const GIVES = 4;

/** Beside the list: one thing worth a look, told in short, and more of the same luck. */
export function Discover() {
  const { state, actions } = useItems();
  const found = state.discovery.value ?? [];
  const [at, setAt] = useState(0);
  const now = found[at % Math.max(1, found.length)] ?? null;
  const others = found.filter((one) => one !== now);
  const another = () => {
    if (at + 1 < found.length) setAt(at + 1);
    else {
      actions.another();
      setAt(0);
    }
  };
  return (
    <>
      <MatchLine />
      {now !== null && (
        <section class="panel" aria-label={w.front.discover}>
          <div class="panel__head">
            <Icon name="dice" />
            <h2 class="panel__title">{w.front.discover}</h2>
            <span class="grow" />
            <button type="button" class="btn btn--ghost btn--s" onClick={another}>
              {w.front.another}
            </button>
          </div>
          <div class="panel__body" aria-live="polite">
            <About of={now} />
          </div>
        </section>
      )}
      {others.length > 0 && (
        <section class="panel" aria-label={w.front.more}>
          <h2 class="panel__head">{w.front.more}</h2>
          <div class="panel__body slots">
            {others.map((one) => (
              <Slot of={one} key={refKey(one)} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

function About({ of }: { of: Shown }) {
  const { state } = useItems();
  const { value: page } = usePeek(of);
  const shown = page !== null && refKey(page.ref) === refKey(of) ? page : null;
  const effects = shown?.technology?.effects.slice(0, GIVES) ?? [];
  const first = shown?.made[0] ?? shown?.recipes[0] ?? null;
  return (
    <>
      <div class="row discover">
        <PlainSlot of={of} size="xl" />
        <div class="grow">
          <a class="t-16" href={hrefOf(state.packId.value, of)} data-ref={refKey(of)}>
            {of.label}
          </a>
          {shown !== null && shown.description !== '' && (
            <p class="t-12 dim discover__about">
              <Rich text={shown.description} />
            </p>
          )}
        </div>
      </div>
      {shown === null ? (
        <Bones />
      ) : (
        <>
          {first !== null && (
            <div class="well discover__recipe">
              <div class="recipe">
                <RecipeLine row={first} size="s" />
              </div>
            </div>
          )}
          {effects.length > 0 && (
            <div class="discover__recipe">
              <FactList facts={effects} />
            </div>
          )}
          <p class="t-12 faint discover__more">
            <Tells page={shown} />
          </p>
        </>
      )}
    </>
  );
}

function Tells({ page }: { page: Page }) {
  const by = page.made.find((row) => !row.enabled && row.unlockedBy.length > 0)?.unlockedBy ?? [];
  const gives = page.technology?.unlocks.slice(0, GIVES) ?? [];
  const leads = page.technology?.leadsTo.length ?? 0;
  return (
    <>
      {by.length > 0 && (
        <>
          {w.page.unlockedBy} <ThingList of={by} />
          {page.path !== null && page.path.length > 0 && `, ${w.page.steps(page.path.length)}`}.{' '}
        </>
      )}
      {gives.length > 0 && (
        <>
          {w.technology.unlocks} <ThingList of={gives} />.{' '}
        </>
      )}
      {leads > 0 && `${w.technology.leadsTo} ${w.technology.technologies(leads)}. `}
      {page.used.length > 0 && `${w.page.usedIn(page.used.length)}.`}
    </>
  );
}
