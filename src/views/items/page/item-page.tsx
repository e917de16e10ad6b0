import { useEffect, useRef } from 'preact/hooks';
import type { Page, RecipeRow } from '../../../core/prototype/types';
import { w } from '../../../texts/items';
import { Bones, StateCard } from '../../parts/state-card';
import { useItems } from '../context';
import { hrefOfTab, refKey, sameRef } from '../href';
import { Section } from '../parts/section';
import { PageAside } from './aside';
import { byMode } from './by-mode';
import { RelatedParts } from './facts';
import { BackTo, Head } from './head';
import { Machines } from './machines';
import { Made } from './made';
import { ModPage } from './mods';
import { OnMap } from './on-map';
import { UnlockPath } from './path';
import { Raw } from './raw';
import { TechnologyParts } from './technology';
import { useKnown } from './use-known';
import { Uses } from './uses';

/** Ways to make something that are listed whole; more of them are rows. */
const MADE_SHOWN = 12;
/** The same of what a machine or a resource gives. */
const FEW = 4;

/** The page of one thing: what kind it is decides which parts it has, and an empty part is not there. */
export function ItemPage({ quiet }: { /** It is what the visit began with: the focus stays where it is. */ quiet: boolean }) {
  const { state } = useItems();
  const ref = state.ref.value;
  const page = state.page.value;
  const heading = useRef<HTMLElement>(null);
  const shown = page !== null && ref !== null && sameRef(page.ref, ref) ? page : null;
  // A link within the page leads to another page: whoever reads by ear or keys begins at its top.
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const key = refKey(shown.ref);
    if (before.current !== key && (before.current !== null || !quiet)) {
      heading.current?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
    before.current = key;
  }, [shown]);

  if (ref === null) return null;
  if (shown === null) {
    return (
      <div class="items__page">
        {state.pageMissing.value ? (
          <StateCard icon="info" title={w.page.missingTitle}>
            <p>{w.page.missing(w.kinds[ref.kind], ref.name)}</p>
            <div class="btns">
              <a class="btn btn--primary" href={hrefOfTab(state.packId.value, null)}>
                {w.page.back}
              </a>
            </div>
          </StateCard>
        ) : (
          <section class="panel pagebones" aria-busy="true" aria-label={w.loading}>
            <Bones />
          </section>
        )}
      </div>
    );
  }
  return (
    <article class="items__page" ref={heading} tabIndex={-1} aria-label={shown.ref.label}>
      <BackTo kind={shown.ref.kind} />
      {shown.ref.kind === 'mod' ? <ModPage page={shown} /> : <Parts page={shown} />}
    </article>
  );
}

function Parts({ page }: { page: Page }) {
  const { state } = useItems();
  const expensive = state.expensive.value;
  const [own, made, makes, used] = [page.recipes, page.made, page.makes, page.used].map((rows) => byMode(rows, expensive)) as [
    RecipeRow[],
    RecipeRow[],
    RecipeRow[],
    RecipeRow[],
  ];
  return (
    <>
      <Head page={page} />
      <OnMap page={page} />
      <Recipes id="recipe" title={w.page.recipe} rows={own} few={MADE_SHOWN} />
      <Recipes id="made" title={w.page.made} rows={made} few={MADE_SHOWN} />
      {page.machines.length > 0 && <Machines machines={page.machines} about={page.ref} />}
      <Recipes id="makes" title={w.page.makes} rows={makes} few={FEW} />
      {used.length > 0 && <Uses id="used" title={w.page.used} rows={used} />}
      <UnlockPath page={page} />
      <TechnologyParts page={page} />
      <RelatedParts page={page} />
      <div class="items__beside">
        <PageAside page={page} />
      </div>
      <Raw of={page.ref} key={refKey(page.ref)} />
    </>
  );
}

/** A few recipes whole, many as rows. */
function Recipes({ id, title, rows, few }: { id: string; title: string; rows: readonly RecipeRow[]; few: number }) {
  const { known, toggle } = useKnown(rows);
  if (rows.length === 0) return null;
  if (known.length > few) return <Uses id={id} title={title} rows={rows} />;
  return (
    <Section
      id={id}
      title={title}
      count={id === 'recipe' && rows.length === 1 ? undefined : w.page.recipes(known.length)}
      end={<span class="label made__in">{w.page.madeIn}</span>}
    >
      <ul>
        {known.map((row, at) => (
          <Made row={row} key={`${refKey(row.ref)} ${row.sort} ${row.mode ?? ''} ${at}`} />
        ))}
      </ul>
      {toggle !== null && <div class="panel__foot panel__foot--page">{toggle}</div>}
    </Section>
  );
}
