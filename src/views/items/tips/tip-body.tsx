import type { Amount, Fact, Page } from '../../../core/prototype/types';
import { amount, duration } from '../../../texts/amounts';
import { factWord } from '../../../texts/facts';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { togglePin, useItems } from '../context';
import { hrefOf, refKey, sameRef } from '../href';
import { CostWords } from '../page/path';
import { Picture } from '../parts/picture';
import { RecipeLine } from '../parts/recipe-line';
import { PlainSlot } from '../parts/slot';

const FACTS = 5;
const SLOTS = 14;
/** What says little in so small a place. */
const LEFT_OUT: ReadonlySet<Fact['value']['type']> = new Set(['refs', 'conditions']);

/** As the game's tooltips: what goes in and comes out, then facts, then keys; on a card, buttons. */
export function TipBody({ page, card, onDone }: { page: Page; card: boolean; onDone: () => void }) {
  const { state, actions } = useItems();
  const { ref, technology } = page;
  const [recipe] = page.recipes;
  const [made] = page.made;
  const named = state.packId.value;
  const lines = factLines(page);
  const place = state.pinned.value.findIndex((one) => sameRef(one, ref));
  return (
    <>
      <div class="itip__head">
        <span class="row">
          {ref.picture === null && <Icon name="what" />}
          <span dir="auto">{ref.label}</span>
        </span>
        <span class="faint">{w.kinds[ref.kind]}</span>
      </div>
      {recipe !== undefined ? (
        <>
          <div class="itip__part">
            <div class="label">{w.tip.ingredients}</div>
            <ul class="itip__list">
              {recipe.ingredients.map((one, at) => (
                <Line of={one} key={`${refKey(one.ref)} ${at}`} />
              ))}
              {recipe.time !== null && (
                <li>
                  <span class="itip__clock faint">
                    <Icon name="clock" />
                  </span>
                  <b class="n">{duration(recipe.time)}</b>
                  <span class="faint">{w.tip.atSpeed}</span>
                </li>
              )}
            </ul>
          </div>
          <div class="itip__part">
            <div class="label">{w.tip.products}</div>
            <ul class="itip__list">
              {recipe.products.map((one, at) => (
                <Line of={one} key={`${refKey(one.ref)} ${at}`} />
              ))}
            </ul>
          </div>
          {(recipe.machines.length > 0 || recipe.byHand) && (
            <div class="itip__part">
              <div class="label">{w.tip.madeIn}</div>
              <div class="slots">
                {recipe.machines.slice(0, SLOTS).map((one) => (
                  <PlainSlot of={one} size="s" key={refKey(one)} />
                ))}
                {recipe.byHand && <span class="tag">{w.page.byHand}</span>}
              </div>
            </div>
          )}
        </>
      ) : (
        made !== undefined &&
        technology === null && (
          <div class="itip__part recipe itip__recipe">
            <RecipeLine row={made} size="s" />
          </div>
        )
      )}
      {technology !== null && (
        <>
          <div class="itip__part">
            <CostWords step={technology.step} />
          </div>
          {technology.unlocks.length > 0 && (
            <div class="itip__part">
              <div class="label">{w.tip.unlocks}</div>
              <div class="slots">
                {technology.unlocks.slice(0, SLOTS).map((one) => (
                  <PlainSlot of={one} size="s" key={refKey(one)} />
                ))}
              </div>
            </div>
          )}
        </>
      )}
      {lines.length > 0 && (
        <div class="itip__part">
          <dl class="facts">
            {lines.map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
        </div>
      )}
      {page.missing.length > 0 && <div class="itip__part dim">{w.tip.missing(page.missing[0]?.split('/').at(-1) ?? '')}</div>}
      {card ? (
        <div class="itip__card">
          {place >= 0 && state.pinned.value.length > 1 && (
            <>
              <Move label={w.side.earlier} icon="left" off={place === 0} onMove={() => actions.movePin(ref, place - 1)} />
              <Move
                label={w.side.later}
                icon="right"
                off={place === state.pinned.value.length - 1}
                onMove={() => actions.movePin(ref, place + 1)}
              />
            </>
          )}
          <a class="btn grow" href={hrefOf(named, ref)} onClick={onDone}>
            {w.tip.openButton}
          </a>
          <button
            type="button"
            class="btn btn--icon"
            aria-pressed={actions.isPinned(ref)}
            aria-label={w.page.pin}
            onClick={() => {
              togglePin(actions, ref);
              onDone();
            }}
          >
            <Icon name="pin" />
          </button>
        </div>
      ) : (
        <div class="itip__foot" aria-hidden="true">
          <span>
            <kbd class="kbd">↵</kbd> {w.tip.open}
          </span>
          <span>
            <kbd class="kbd">P</kbd> {actions.isPinned(ref) ? w.tip.unpin : w.tip.pin}
          </span>
        </div>
      )}
    </>
  );
}

/** Pins are sorted with fingers too. */
function Move({ label, icon, off, onMove }: { label: string; icon: string; off: boolean; onMove: () => void }) {
  return (
    <button type="button" class="btn btn--icon" aria-label={label} title={label} disabled={off} onClick={onMove}>
      <Icon name={icon} />
    </button>
  );
}

function Line({ of }: { of: Amount }) {
  return (
    <li>
      <Picture of={of.ref} class="pic--24" />
      <b class="n">{amount(of.amount)} ×</b>
      {of.ref.label}
    </li>
  );
}

function factLines(page: Page): [name: string, value: string][] {
  const lines: [string, string][] = [];
  if (page.made.length > 1) lines.push([w.tip.madeBy, w.page.recipes(page.made.length)]);
  if (page.used.length > 0) lines.push([w.tip.usedIn, w.page.recipes(page.used.length)]);
  if (page.makes.length > 0) lines.push([w.page.makes, w.page.recipes(page.makes.length)]);
  for (const { key, value } of page.facts) {
    if (lines.length >= FACTS) break;
    if (LEFT_OUT.has(value.type)) continue;
    if (value.type === 'number') lines.push([factWord(key), w.factNumber(value)]);
    else if (value.type === 'range') lines.push([factWord(key), w.amount.range(value.min, value.max, value.unit ?? '')]);
    else if (value.type === 'text') lines.push([factWord(key), value.text]);
  }
  const by = (page.recipes[0] ?? page.made[0])?.unlockedBy ?? [];
  if (by.length > 0) lines.push([w.tip.unlockedBy, by.map(({ label }) => label).join(', ')]);
  const [need] = page.technology?.prerequisites ?? [];
  if (need !== undefined) lines.push([w.tip.needs, (page.technology?.prerequisites ?? []).map(({ label }) => label).join(', ')]);
  if (page.technology !== null && page.path !== null && page.path.length > 0) lines.push([w.tip.fromStart, w.tip.steps(page.path.length)]);
  return lines;
}
