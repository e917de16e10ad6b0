import type { ComponentChildren } from 'preact';
import type { Fact, Page, Shown } from '../../../core/prototype/types';
import { t } from '../../../texts';
import { amount } from '../../../texts/amounts';
import { factWord, relatedWord } from '../../../texts/facts';
import { w } from '../../../texts/items';
import { refKey } from '../href';
import { Section } from '../parts/section';
import { Slot } from '../parts/slot';
import { ThingLink, ThingList } from '../parts/thing';
import { relatedOf, SAME_NAME } from './related';

/** Facts one below the other, name and value. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts facts--page">
      {facts.map((fact, at) => (
        <div class="fact" key={`${fact.key} ${at}`}>
          <dt>{factWord(fact.key)}</dt>
          <dd>
            <Value of={fact.value} percent={fact.key === 'resistance'} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ of, percent }: { of: Fact['value'] /** Amounts of refs are shares. */; percent: boolean }): ComponentChildren {
  switch (of.type) {
    case 'number':
      return <>{w.factNumber(of)}</>;
    case 'range':
      return <>{w.amount.range(of.min, of.max, of.unit ?? '')}</>;
    case 'text':
      return <>{of.text}</>;
    case 'yes':
      return <>{of.yes ? t.yes : t.no}</>;
    case 'conditions':
      return of.conditions.length < 3 ? (
        w.amount.conditions(of.conditions)
      ) : (
        <ul>
          {of.conditions.map((one) => (
            <li key={one.property.name}>{w.amount.conditions([one])}</li>
          ))}
        </ul>
      );
    case 'refs':
      return (
        <>
          {of.refs.map(({ ref, amount: many }, at) => (
            <span key={`${refKey(ref)} ${at}`}>
              {at > 0 && ', '}
              {many !== undefined && `${amount(many)}${percent ? ' %' : ''} `}
              <ThingLink of={ref} picture />
            </span>
          ))}
        </>
      );
  }
}

/** What belongs to it, under its headings: many in slots of their own, few as the rows of one list. */
export function RelatedParts({ page }: { page: Page }) {
  const { few, many } = relatedOf(page);
  return (
    <>
      {many.map(({ key, refs }) => (
        <Section id={`r-${key}`} key={key} title={relatedWord(key)} count={w.page.entries(refs.length)}>
          <div class="slots slots--pad">
            {refs.map((ref) => (
              <Slot of={ref} key={refKey(ref)} />
            ))}
          </div>
        </Section>
      ))}
      {few.length > 0 && (
        <Section id="related" title={w.page.related}>
          <dl class="facts facts--page panel__body panel__body--page">
            {few.map(({ key, refs }) => (
              <div class="fact" key={key}>
                <dt>{relatedWord(key)}</dt>
                <dd>{key === SAME_NAME ? <Namesakes of={refs} /> : <ThingList of={refs} picture />}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  );
}

/** They all have the label of the page: their kinds tell them apart. */
function Namesakes({ of }: { of: readonly Shown[] }) {
  return (
    <>
      {of.map((one, at) => (
        <span key={refKey(one)}>
          {at > 0 && ', '}
          <ThingLink of={one} picture /> <span class="t-12 faint">{w.kindShort[one.kind] ?? w.kinds[one.kind].toLowerCase()}</span>
        </span>
      ))}
    </>
  );
}
