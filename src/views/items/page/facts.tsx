import type { Fact, Page, Related } from '../../../core/prototype/types';
import { t } from '../../../texts';
import { amount } from '../../../texts/amounts';
import { factWord, relatedWord } from '../../../texts/facts';
import { w } from '../../../texts/items';
import { refKey } from '../href';
import { Section } from '../parts/section';
import { Slot } from '../parts/slot';
import { ThingLink, ThingList } from '../parts/thing';

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

function Value({ of, percent }: { of: Fact['value'] /** Amounts of refs are shares. */; percent: boolean }) {
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
      return <>{w.amount.conditions(of.conditions)}</>;
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

/** What belongs to it, under its headings: places, placed by, found on, fuels … */
export function RelatedParts({ page }: { page: Page }) {
  return (
    <>
      {page.related
        .filter(({ refs }) => refs.length > 0)
        .map((one) => (
          <RelatedPart key={one.key} of={one} />
        ))}
    </>
  );
}

function RelatedPart({ of }: { of: Related }) {
  return (
    <Section id={`r-${of.key}`} title={relatedWord(of.key)} count={of.refs.length > 1 ? w.page.entries(of.refs.length) : undefined}>
      {of.refs.length > 3 ? (
        <div class="slots slots--pad">
          {of.refs.map((ref) => (
            <Slot of={ref} key={refKey(ref)} />
          ))}
        </div>
      ) : (
        <p class="panel__body panel__body--page">
          <ThingList of={of.refs} picture />
        </p>
      )}
    </Section>
  );
}
