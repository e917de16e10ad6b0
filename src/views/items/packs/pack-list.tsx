import { useState } from 'preact/hooks';
import type { PackInfo } from '../../../core/pack/types';
import { typesOf } from '../../../core/prototype/kinds';
import { t } from '../../../texts';
import { bytes, date } from '../../../texts/format';
import { w } from '../../../texts/items';
import { share as words } from '../../../texts/share';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { Bones, StateCard } from '../../parts/state-card';
import { useItems } from '../context';
import { hrefOfTab } from '../href';
import { HowToDump } from './how-to-dump';
import { PackDialog } from './pack-dialog';

/** All packs in this browser, told apart by what differs; and how to get one. Also where a link leads into a pack that is not here. */
export function PackList() {
  const { state, actions } = useItems();
  const { state: app, actions: page } = useApp();
  const packs = state.packs.value;
  const [managed, setManaged] = useState<string | null>(null);
  const chosen = packs?.find(({ id }) => id === managed);
  const job = app.job.value;
  const needs = state.packId.value === null ? undefined : app.needs.value.get(state.packId.value);
  const reading = job?.status === 'fetching' || job?.status === 'reading';
  return (
    <main class="packs">
      <h1 class="vh">{w.pack.title}</h1>
      {state.missing.value && (
        <StateCard icon={reading ? 'clock' : 'link'} title={reading ? w.pack.bringing : w.pack.linkTitle} busy={reading}>
          <p>{reading ? job.names.join(', ') : w.pack.linkTip}</p>
          {!reading && needs !== undefined && <p>{words.needs(needs.name, needs.files.join(', '))}</p>}
          {reading && (
            <div class="btns">
              <a class="btn" href="#/import">
                {t.link.watch}
              </a>
            </div>
          )}
        </StateCard>
      )}
      {state.packsFailed.value && (
        <StateCard kind="bad" icon="bad" title={w.pack.listFailed}>
          <p>{t.worlds.failedTip}</p>
          <div class="btns">
            <button type="button" class="btn" onClick={() => void page.retryPacks()}>
              {t.retry}
            </button>
          </div>
        </StateCard>
      )}
      {packs === null ? (
        !state.packsFailed.value && <Bones />
      ) : packs.length === 0 ? null : (
        <section class="panel packs__list" aria-label={w.pack.title}>
          <h2 class="panel__head panel__head--page">
            {w.pack.title} <span class="faint">{t.worlds.here}</span>
          </h2>
          <ul>
            {packs.map((pack) => (
              <PackRow key={pack.id} pack={pack} onManage={() => setManaged(pack.id)} />
            ))}
          </ul>
        </section>
      )}
      <HowToDump />
      {chosen !== undefined && <PackDialog pack={chosen} onClose={() => setManaged(null)} />}
    </main>
  );

  function PackRow({ pack, onManage }: { pack: PackInfo; onManage: () => void }) {
    const differs = state.differences.value?.find((one) => one.pack === pack.id);
    const version = w.pack.mods(pack.claims.gameVersion?.value ?? null, pack.claims.mods.length);
    return (
      <li class="pack-row">
        <span class="grow pack-row__words">
          <span class="row">
            <a class="strong cut" href={hrefOfTab(pack.id, null)} onClick={(event) => open(event, pack.id)}>
              {pack.name}
            </a>
            {version !== '' && <span class="tag">{version}</span>}
            {pack.sample === true && <span class="tag">{w.pack.sample}</span>}
            {pack.unfinished === true && <span class="tag tag--bad">{w.pack.partly}</span>}
            {pack.tooNew === true && <span class="tag tag--bad">{w.pack.tooNew}</span>}
          </span>
          <span class="t-12 faint">
            {[
              w.pack.counts(itemsOf(pack), pack.counts.recipe ?? 0),
              ...(pack.languages.length === 0 ? [] : [w.side.languages(pack.languages.length)]),
              bytes(pack.bytes),
              date(pack.changedAt),
            ].join(' · ')}
          </span>
          {differs !== undefined && differs.differs.length > 0 && <span class="t-12 dim">{w.pack.differing(differs)}</span>}
        </span>
        <button
          type="button"
          class="btn btn--ghost btn--icon btn--s"
          aria-label={w.pack.manage(pack.name)}
          title={w.pack.manage(pack.name)}
          onClick={onManage}
        >
          <Icon name="more" />
        </button>
      </li>
    );
  }

  function open(event: MouseEvent, id: string) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    actions.openPack(id);
  }
}

const itemsOf = ({ counts }: PackInfo) => typesOf('item').reduce((sum, type) => sum + (counts[type] ?? 0), 0);
