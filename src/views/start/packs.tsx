import type { PackInfo } from '../../core/pack/types';
import { typesOf } from '../../core/prototype/kinds';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { StateCard } from '../parts/state-card';

/** The packs in this browser. What is done with one is done in the item browser. */
export function Packs() {
  const { state, actions } = useApp();
  const packs = state.packs.value ?? [];
  const bytes = packs.reduce((sum, pack) => sum + pack.bytes, 0);
  return (
    <section class="panel worlds packs-here" aria-label={t.packs.title}>
      <div class="panel__head">
        {t.packs.title} <span class="faint">{t.worlds.here}</span>
        <span class="grow" />
        {bytes > 0 && <span class="t-12 faint">{format.bytes(bytes)}</span>}
      </div>
      {state.packsFailed.value ? (
        <StateCard kind="bad" icon="bad" title={t.worlds.failed}>
          <p>{t.worlds.failedTip}</p>
          <div class="btns">
            <button type="button" class="btn" onClick={() => void actions.retryPacks()}>
              {t.retry}
            </button>
          </div>
        </StateCard>
      ) : packs.length === 0 ? (
        <div class="worlds__none stack">
          <p class="dim">{t.packs.none}</p>
          <div class="btns">
            <button type="button" class="btn btn--s" onClick={() => void actions.openSamplePack()}>
              {t.packs.sample}
            </button>
          </div>
        </div>
      ) : (
        <ul class="worlds__list">
          {packs.map((pack) => (
            <Row key={pack.id} pack={pack} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ pack }: { pack: PackInfo }) {
  const { actions } = useApp();
  const version = pack.claims.gameVersion?.value;
  const facts = [version, t.packs.counts(itemCount(pack), pack.counts.recipe ?? 0)].filter((fact) => fact !== undefined);
  return (
    <li class="thing thing--pack">
      <span class="thing__pic thing__glyph">
        <Icon name="cube" />
      </span>
      <span class="grow">
        <a
          class="thing__name strong cut"
          href={`#/items/${encodeURIComponent(pack.id)}`}
          onClick={(event) => {
            event.preventDefault();
            actions.openItems(pack.id);
          }}
        >
          {pack.name}
        </a>
        <span class="t-12 faint cut thing__facts">
          {pack.unfinished === true && <span class="tag">{t.worlds.unfinished}</span>} {facts.join(' · ')}
        </span>
      </span>
      <span class="t-12 faint thing__end">
        <span>{format.date(pack.changedAt)}</span>
        <span>{format.bytes(pack.bytes)}</span>
      </span>
    </li>
  );
}

/** Prototypes of all types that are items. */
export function itemCount({ counts }: PackInfo): number {
  return typesOf('item').reduce((sum, type) => sum + (counts[type] ?? 0), 0);
}
