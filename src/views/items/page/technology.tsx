import type { Page, Shown } from '../../../core/prototype/types';
import { amount as written } from '../../../texts/amounts';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { refKey } from '../href';
import { Section } from '../parts/section';
import { Slot } from '../parts/slot';
import { ThingRow } from '../parts/thing';
import { FactList } from './facts';

const SHOWN = 40;

/** In the head of a technology: what it takes. */
export function TechnologyCost({ page }: { page: Page }) {
  const step = page.technology?.step;
  if (step === undefined) return null;
  if (step.trigger !== null)
    return (
      <p class="well cost cost--words">
        {w.technology.byTrigger} <b class="strong">{w.technology.trigger(step.trigger)}</b>
      </p>
    );
  const { cost } = step;
  if (cost === null) return null;
  const times = cost.count === null ? (cost.formula ?? '') : number(cost.count);
  return (
    <div class="well cost">
      <span class="vh">
        {w.technology.costWords(
          times,
          cost.packs.map(({ ref, amount }) => `${written(amount)} ${ref.label}`),
          cost.time,
        )}
      </span>
      <b class="t-20" aria-hidden="true">
        {w.technology.cost(times)}
      </b>
      <span class="slots">
        {cost.packs.map(({ ref, amount }) => (
          <Slot of={ref} corner={written(amount)} key={refKey(ref)} />
        ))}
      </span>
      <span class="dim" aria-hidden="true">
        {w.technology.each(cost.time)}
        {cost.count !== null && <span class="t-12 faint cost__lab">{w.technology.inOneLab(cost.count * cost.time)}</span>}
      </span>
    </div>
  );
}

/** What a technology gives, needs and leads to. */
export function TechnologyParts({ page }: { page: Page }) {
  const { technology } = page;
  if (technology === null) return null;
  return (
    <div class="three">
      {(technology.unlocks.length > 0 || technology.effects.length > 0) && (
        <Section id="unlocks" title={w.technology.unlocks} count={w.page.entries(technology.unlocks.length + technology.effects.length)}>
          {technology.unlocks.length > 0 && (
            <div class="panel__body--rows">
              <Things of={technology.unlocks} />
            </div>
          )}
          {technology.effects.length > 0 && (
            <div class="panel__body panel__body--page">
              <FactList facts={technology.effects} />
            </div>
          )}
        </Section>
      )}
      {technology.prerequisites.length > 0 && (
        <Section id="needs" title={w.technology.prerequisites} count={w.technology.technologies(technology.prerequisites.length)}>
          <div class="panel__body--rows">
            <Things of={technology.prerequisites} />
          </div>
        </Section>
      )}
      {technology.leadsTo.length > 0 && (
        <Section id="leads" title={w.technology.leadsTo} count={w.technology.technologies(technology.leadsTo.length)}>
          <div class="panel__body--rows">
            <Things of={technology.leadsTo} />
          </div>
        </Section>
      )}
    </div>
  );
}

function Things({ of }: { of: readonly Shown[] }) {
  if (of.length > SHOWN)
    return (
      <div class="slots slots--pad">
        {of.map((one) => (
          <Slot of={one} key={refKey(one)} />
        ))}
      </div>
    );
  return (
    <ul class="things">
      {of.map((one) => (
        <li key={refKey(one)}>
          <ThingRow of={one} end={w.kindShort[one.kind]} />
        </li>
      ))}
    </ul>
  );
}
