import { useState } from 'preact/hooks';
import type { WorldInfo } from '../../core/world/types';
import { format, t } from '../../texts';
import { hosted as words } from '../../texts/hosted';
import { useApp } from '../app-context';
import { LiveChip } from '../live/live-chip';
import { Icon } from '../parts/icon';
import { JoinOffer } from '../parts/join-offer';
import { Bones, StateCard } from '../parts/state-card';
import { Thumb } from '../parts/thumb';
import { HostedDialog } from './hosted-dialog';
import { WorldDialog } from './world-dialog';

/** The worlds in this browser, and the room they take. */
export function Worlds() {
  const { state, actions } = useApp();
  const [managed, setManaged] = useState<string | null>(null);
  const worlds = state.worlds.value;
  const storage = state.storage.value;
  const bytes = worlds?.reduce((sum, world) => sum + (world.hosted === undefined ? world.bytes : 0), 0) ?? 0;
  const chosen = worlds?.find((world) => world.id === managed);

  return (
    <section class="panel worlds" aria-label={t.worlds.title}>
      <div class="panel__head">
        {t.worlds.title} <span class="faint">{t.worlds.here}</span>
        <span class="grow" />
        {bytes > 0 && <span class="t-12 faint">{format.bytes(bytes)}</span>}
      </div>
      {state.worldsFailed.value ? (
        <StateCard kind="bad" icon="bad" title={t.worlds.failed}>
          <p>{t.worlds.failedTip}</p>
          <div class="btns">
            <button type="button" class="btn" onClick={() => void actions.retryWorlds()}>
              {t.retry}
            </button>
          </div>
        </StateCard>
      ) : worlds === null ? (
        <Bones />
      ) : worlds.length === 0 ? (
        <p class="worlds__none dim">{t.worlds.none}</p>
      ) : (
        <ul class="worlds__list">
          {worlds.map((world) => (
            <Row key={world.id} world={world} onManage={() => setManaged(world.id)} />
          ))}
        </ul>
      )}
      <JoinOffer />
      {worlds !== null && worlds.length > 0 && storage !== null && <Room />}
      {chosen?.hosted !== undefined && <HostedDialog world={chosen} onClose={() => setManaged(null)} />}
      {chosen !== undefined && chosen.hosted === undefined && <WorldDialog world={chosen} onClose={() => setManaged(null)} />}
    </section>
  );
}

function Row({ world, onManage }: { world: WorldInfo; onManage: () => void }) {
  const { state, actions } = useApp();
  const watchable = state.live.now.value?.world === world.id || state.live.serverOf(world.id) !== null;
  const manage = world.hosted === undefined ? t.worlds.manage(world.name) : words.manage(world.name);
  const facts = [
    world.hosted === undefined ? null : new URL(world.hosted).host,
    world.ticks === null ? null : format.playLength(world.ticks[1]),
    world.surfaces.length === 0 ? null : t.count.surfaces(world.surfaces.length),
    world.players.length === 0 ? null : t.count.players(world.players.length),
  ];
  return (
    <li class="thing">
      <Thumb class="thing__pic" info={world} width={144} height={90} />
      <span class="grow">
        <a
          class="thing__name strong cut"
          href={`#/map/${encodeURIComponent(world.id)}`}
          onClick={(event) => {
            event.preventDefault();
            actions.openWorld(world.id);
          }}
        >
          {world.name}
        </a>
        <span class="t-12 faint cut thing__facts">
          {state.live.now.value?.world !== world.id && world.unfinished === true && <span class="tag">{t.worlds.unfinished}</span>}
          {world.hosted !== undefined && <span class="tag">{words.tag}</span>} {facts.filter((fact) => fact !== null).join(' · ')}
        </span>
      </span>
      {watchable ? (
        <span class="thing__end thing__live">
          <LiveChip world={world.id} face="row" />
        </span>
      ) : (
        <span class="t-12 faint thing__end">
          <span>{format.date(world.changedAt)}</span>
          <span>{format.bytes(world.bytes)}</span>
        </span>
      )}
      <button type="button" class="btn btn--ghost btn--icon btn--s thing__more" aria-label={manage} title={manage} onClick={onManage}>
        <Icon name="more" />
      </button>
    </li>
  );
}

/** What the browser allows, and the offer to keep it for good. */
function Room() {
  const { state, actions } = useApp();
  const storage = state.storage.value;
  if (storage === null) return null;
  const tight = storage.quota > 0 && storage.used > storage.quota * 0.8;
  return (
    <div class="panel__foot room">
      <span class="grow t-12 dim">
        {storage.persisted ? t.storage.kept : state.persistence.value === 'refused' ? t.storage.refused : t.storage.mayGo}{' '}
        {storage.quota > 0 && <span class="faint">{t.storage.room(format.bytes(storage.used), format.bytes(storage.quota))}</span>}
        {tight && <b class="bad"> {t.storage.tight}</b>}
      </span>
      {!storage.persisted && state.persistence.value === null && (
        <button type="button" class="btn btn--s" onClick={actions.persist}>
          {t.storage.keep}
        </button>
      )}
    </div>
  );
}
