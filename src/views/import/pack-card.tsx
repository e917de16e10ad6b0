import type { PackInfo } from '../../core/pack/types';
import { languageName } from '../../core/prototype/locale/language';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { itemCount } from '../start/packs';

const LANGUAGES = 3;

/** A pack as it comes out of the files: what is known, how far its icons are, and the way in. */
export function PackCard({ pack, primary }: { pack: PackInfo; primary: boolean }) {
  const { state, actions } = useApp();
  const drawing = state.rendering.value?.pack === pack.id && state.rendering.value.status === 'running' ? state.rendering.value : null;
  const { claims, languages, icons } = pack;
  const game = [claims.gameVersion?.value, claims.mods.length === 0 ? undefined : t.count.mods(claims.mods.length)].filter(
    (fact) => fact !== undefined,
  );
  const total = Object.values(pack.counts).reduce((sum, count) => sum + count, 0);
  const names = languages.slice(0, LANGUAGES).map((code) => (code === 'dump' ? code : languageName(code)));
  const facts: [icon: string, name: string, value: string | null][] = [
    ['map', t.packs.game, game.length === 0 ? null : game.join(', ')],
    ['cube', t.packs.prototypes, `${format.number(total)}: ${t.packs.counts(itemCount(pack), pack.counts.recipe ?? 0)}`],
    [
      'chat',
      t.packs.languagesTitle,
      languages.length === 0
        ? null
        : [...names, ...(languages.length > LANGUAGES ? [t.count.more(languages.length - LANGUAGES)] : [])].join(', '),
    ],
    [
      'grid',
      t.packs.pictures,
      drawing === null ? t.packs.whole(icons.complete, icons.incomplete) : t.packs.pending(drawing.done, drawing.total),
    ],
  ];
  return (
    <section class="panel" aria-label={pack.name}>
      <div class="panel__head world__head">
        <span class="t-16 cut">{pack.name}</span>
        <span class="grow" />
        <button type="button" class={`btn ${primary ? 'btn--primary' : ''}`} onClick={() => actions.openItems(pack.id)}>
          {t.packs.open}
        </button>
      </div>
      <ul class="found">
        {facts.map(
          ([icon, name, value]) =>
            value !== null && (
              <li key={name}>
                <Icon name={icon} />
                <span class="dim">{name}</span>
                <span class="found__value">{value}</span>
              </li>
            ),
        )}
      </ul>
      {drawing !== null && drawing.total > 0 && (
        <div class="panel__body">
          <div
            class="progress progress--s"
            role="progressbar"
            aria-label={t.packs.pictures}
            aria-valuemin={0}
            aria-valuemax={drawing.total}
            aria-valuenow={drawing.done}
          >
            <i style={{ width: `${(drawing.done / drawing.total) * 100}%` }} />
          </div>
        </div>
      )}
    </section>
  );
}

/** Icons and texts that came alone: the person says whose they are. */
export function LooseOffer() {
  const { state, actions } = useApp();
  const loose = state.loose.value;
  if (loose === null) return null;
  return (
    <section class="panel import__join" aria-label={t.packs.title}>
      <p class="join-offer">
        <Icon name="link" />
        <span class="grow">{t.packs.loose(loose.icons, loose.texts)}</span>
      </p>
      <ul class="import__loose">
        {(state.packs.value ?? []).map((pack) => (
          <li key={pack.id}>
            <button type="button" class="btn btn--s" onClick={() => void actions.joinPack(pack.id)}>
              {pack.name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
