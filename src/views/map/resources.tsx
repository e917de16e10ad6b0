import { format, t } from '../../texts';
import { short } from '../../texts/amounts';
import { useApp } from '../app-context';
import { useAnswer } from '../items/parts/use-answer';

/** Rare kinds of large sets of mods are behind a press. */
const SHOWN = 12;
const ENTITY = ['entity'] as const;

/** What lies in the ground of this surface: each kind with its colour and how much of it there is; a press marks its fields. */
export function Resources() {
  const { state, actions, client } = useApp();
  const { map, joined } = state;
  const view = map.view.value;
  const version = map.info.value?.version;
  // Whatever is drawn of it, the same lies there.
  const key = view === null ? null : JSON.stringify([view.world, version, view.branch, view.surface, view.force, view.tick]);
  const { value, busy, failed } = useAnswer(key, (signal) =>
    view === null ? Promise.resolve([]) : client.raster.standing(view, null, [map.x.peek() ?? 0, map.y.peek() ?? 0], signal),
  );
  if (view === null) return null;
  const kinds = (value ?? [])
    .flatMap(({ amount, ...one }) => (amount === undefined || one.surface !== view.surface ? [] : [{ ...one, amount }]))
    .sort((a, b) => b.amount - a.amount);
  if (failed) return <p class="legend__words t-12 faint">{t.here.notFound}</p>;
  if (kinds.length === 0) return <p class="legend__words t-12 faint">{busy ? t.layers.counting : t.layers.noResources}</p>;
  return (
    <ul class="legend" aria-label={t.layers.names.resources} aria-busy={busy}>
      {kinds.slice(0, SHOWN).map(({ name, amount, at, color }) => {
        const title = joined.titleOf(name, ENTITY);
        return (
          <li key={name}>
            <button
              type="button"
              class="legend__one"
              title={t.layers.showFields(title, format.number(amount))}
              onClick={() =>
                void actions.showAll(
                  { title, names: [name], recipes: null, deposits: true, surface: view.surface, at },
                  { fly: true, failed: t.here.notFound },
                )
              }
            >
              {color !== undefined && <i class="swatch" style={{ '--p': `rgb(${color.join(' ')})` }} />}
              <span class="cut">{title}</span>
              <span class="faint">{short(amount)}</span>
            </button>
          </li>
        );
      })}
      {kinds.length > SHOWN && <li class="t-12 faint">{t.layers.more(kinds.length - SHOWN)}</li>}
    </ul>
  );
}
