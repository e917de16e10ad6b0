import type { SearchRow } from '../../../client';
import { w } from '../../../texts/items';
import { refKey } from '../href';
import { FactList } from '../page/facts';
import { CostWords } from '../page/path';
import { RecipeLine } from '../parts/recipe-line';
import { PlainSlot, Slot } from '../parts/slot';
import { usePeek } from '../parts/use-peek';

const USES = 8;
const NAMES = 5;
const FACTS = 5;

/** A look at what is chosen, beside the list. Said nowhere else: the page itself is one Enter away. */
export function Peek({ row }: { row: SearchRow }) {
  const { value } = usePeek(row.ref);
  const page = value !== null && refKey(value.ref) === refKey(row.ref) ? value : null;
  const technology = page?.technology;
  const made = page?.made[0] ?? page?.recipes[0];
  return (
    <div inert>
      <div class="row discover">
        <PlainSlot of={row.ref} size="xl" />
        <div class="grow">
          <div class="t-16">{row.ref.label}</div>
          <div class="t-12 faint">{[w.kinds[row.ref.kind], row.mod].filter((part) => part !== null).join(' · ')}</div>
        </div>
      </div>
      {page !== null && (
        <>
          {technology !== null && technology !== undefined && (
            <>
              <div class="label peek__label">{w.technology.costs}</div>
              <CostWords step={technology.step} />
              {technology.unlocks.length > 0 && (
                <>
                  <div class="label peek__label">{w.technology.unlocks}</div>
                  <div class="slots">
                    {technology.unlocks.slice(0, USES).map((one) => (
                      <Slot of={one} size="s" key={refKey(one)} />
                    ))}
                  </div>
                </>
              )}
              {technology.effects.length > 0 && (
                <div class="peek__label">
                  <FactList facts={technology.effects.slice(0, FACTS)} />
                </div>
              )}
            </>
          )}
          {made !== undefined && (
            <>
              <div class="label peek__label">{w.page.made}</div>
              <div class="recipe">
                <RecipeLine row={made} size="s" />
              </div>
            </>
          )}
          {page.used.length > 0 && (
            <>
              <div class="label peek__label">{w.page.usedIn(page.used.length)}</div>
              <div class="slots">
                {page.used.slice(0, USES).map((use, at) => (
                  <Slot of={use.ref} size="s" key={`${refKey(use.ref)} ${at}`} />
                ))}
              </div>
            </>
          )}
          {page.facts.length > 0 && (
            <div class="peek__label">
              <FactList facts={page.facts.slice(0, FACTS)} />
            </div>
          )}
          {page.names.length > 0 && (
            <>
              <div class="label peek__label">{w.page.names}</div>
              <ul class="stack names">
                {page.names.slice(0, NAMES).map(({ language, label }) => (
                  <li class="row" key={language}>
                    <span class="lang">{language}</span>
                    <span class="cut" lang={language} dir="auto">
                      {label}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </div>
  );
}
