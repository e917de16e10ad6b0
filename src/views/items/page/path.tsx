import { useEffect, useRef, useState } from 'preact/hooks';
import type { Page, Shown, Step } from '../../../core/prototype/types';
import { duration } from '../../../texts/amounts';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Segmented } from '../../parts/segmented';
import { useItems } from '../context';
import { hrefOf, refKey, sameRef } from '../href';
import { Picture } from '../parts/picture';
import { Section } from '../parts/section';
import { PlainSlot } from '../parts/slot';
import { ThingLink } from '../parts/thing';
import { tellsPath } from './tells-path';
import { totals } from './totals';
import { CARD, layoutTree } from './tree';

/** More cards than anybody follows: the list has them all. */
const MOST_CARDS = 250;

/** What must be researched first, as the tree it is, or as a list in an order that works. */
export function UnlockPath({ page }: { page: Page }) {
  const { path, technology } = page;
  const before = path?.filter(({ ref }) => technology === null || !sameRef(ref, technology.step.ref)) ?? [];
  const steps = technology === null || path === null ? before : [...before, technology.step];
  const [view, setView] = useState<'tree' | 'list'>(() => (before.length <= MOST_CARDS && innerWidth >= 900 ? 'tree' : 'list'));
  if (!tellsPath(page)) return null;
  if (path === null)
    return (
      <Section id="path" title={w.page.path}>
        <p class="panel__body dim">{w.page.never}</p>
      </Section>
    );
  if (before.length === 0)
    return (
      <Section id="path" title={w.page.path} count={w.page.fromStart}>
        {technology === null ? <p class="panel__body dim">{w.page.noResearch}</p> : <p class="panel__body dim">{w.technology.none}</p>}
      </Section>
    );
  return (
    <Section
      id="path"
      title={w.page.path}
      count={w.page.steps(before.length)}
      end={
        steps.length <= MOST_CARDS && (
          <Segmented
            label={w.technology.view}
            value={view}
            choices={[
              { value: 'tree', label: w.technology.tree },
              { value: 'list', label: w.technology.list },
            ]}
            onChoose={(value) => setView(value as typeof view)}
          />
        )
      }
    >
      <p class="vh">{w.page.firstResearch(before.map(({ ref }) => ref.label))}</p>
      {view === 'tree' && steps.length <= MOST_CARDS ? (
        <TechTree steps={steps} own={technology?.step.ref ?? null} />
      ) : (
        <ol class="path-steps">
          {before.map((step) => (
            <li class="step" key={refKey(step.ref)}>
              <PlainSlot of={step.ref} size="s" />
              <ThingLink of={step.ref} />
              <CostWords step={step} />
            </li>
          ))}
        </ol>
      )}
      <WholePath steps={steps} />
    </Section>
  );
}

function TechTree({ steps, own }: { steps: readonly Step[]; own: Shown | null }) {
  const { state } = useItems();
  const box = useRef<HTMLDivElement>(null);
  const tree = layoutTree(steps);
  // The shown one is at the right end.
  useEffect(() => {
    const tree = box.current;
    if (tree === null) return;
    const last = tree.querySelector<HTMLElement>('[aria-current]') ?? tree.querySelector<HTMLElement>('.tech:last-of-type');
    tree.scrollLeft = tree.scrollWidth;
    if (last !== null) tree.scrollTop = last.offsetTop - (tree.clientHeight - last.offsetHeight) / 2;
  }, [steps.at(-1)?.ref.name, steps.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="tree" ref={box} aria-label={w.technology.treeLabel} tabIndex={0}>
      <div class="tree__in" style={{ width: `${tree.width}px`, height: `${tree.height}px` }}>
        <svg class="tree__lines" width={tree.width} height={tree.height} aria-hidden="true">
          {tree.lines.map(({ from, to, path }) => (
            <path d={path} key={`${from} ${to}`} />
          ))}
        </svg>
        {tree.cards.map(({ step, x, y }) => {
          const isThis = own !== null && sameRef(step.ref, own);
          return (
            <a
              class={`tech ${isThis ? 'is-this' : ''}`}
              key={refKey(step.ref)}
              href={hrefOf(state.packId.value, step.ref)}
              data-ref={refKey(step.ref)}
              style={{ left: `${x}px`, top: `${y}px`, width: `${CARD.width}px`, height: `${CARD.height}px` }}
              {...(isThis ? { 'aria-current': 'page' as const } : {})}
            >
              <Picture of={step.ref} class="pic--44" />
              <span class="tech__name">{step.ref.label}</span>
            </a>
          );
        })}
      </div>
    </section>
  );
}

/** "75 × …, 10 s each", or what triggers it. */
export function CostWords({ step }: { step: Step }) {
  if (step.trigger !== null) return <span class="t-12 faint">{w.technology.trigger(step.trigger)}</span>;
  if (step.cost === null) return null;
  const { cost } = step;
  return (
    <span class="row step__cost">
      <b class="strong">{cost.count === null ? cost.formula : w.technology.cost(number(cost.count))}</b>
      {cost.packs.map(({ ref, amount }) => (
        <span class="row step__pack" key={refKey(ref)} title={ref.label}>
          <Picture of={ref} class="pic--20" />
          {amount !== 1 && <span class="t-12">{number(amount)}</span>}
          <span class="vh">{ref.label}</span>
        </span>
      ))}
      <span class="t-12 faint">{duration(cost.time)}</span>
    </span>
  );
}

/** Everything that the path takes together. */
function WholePath({ steps }: { steps: readonly Step[] }) {
  const { packs, seconds } = totals(steps);
  if (packs.length === 0) return null;
  return (
    <div class="panel__foot panel__foot--page path__all">
      <span class="dim">{w.technology.wholePath}</span>
      {packs.map(({ ref, amount }) => (
        <span class="row" key={refKey(ref)} title={ref.label}>
          <Picture of={ref} class="pic--20" />
          <b class="strong">{number(amount)}</b>
          <span class="vh">{ref.label}</span>
        </span>
      ))}
      <span class="dim">{w.technology.inOneLab(seconds)}</span>
    </div>
  );
}
