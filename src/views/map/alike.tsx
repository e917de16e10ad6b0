import type { ThingHere } from '../../core/world/types';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { useAnswer } from '../items/parts/use-answer';
import { kindsOf } from './kinds-of';

/** From what is selected on to its page (what it makes, else itself), and to all of its kind on this surface. */
export function Alike({ thing }: { thing: ThingHere }) {
  const { state, actions, client } = useApp();
  const { map, joined } = state;
  const view = map.view.value;
  const version = map.info.value?.version;
  const { value } = useAnswer(view === null ? null : JSON.stringify([view, version, thing.name]), (signal) =>
    view === null ? Promise.resolve([]) : client.raster.standing(view, [thing.name], thing.at, signal),
  );
  const here = value?.find(({ name, surface }) => name === thing.name && surface === view?.surface);
  const field = thing.what === 'resource';
  const title = joined.titleOf(thing.name, kindsOf(thing.what));
  const made = thing.recipe === undefined ? null : joined.pageOf(thing.recipe, ['recipe']);
  const page = made ?? joined.pageOf(thing.name, kindsOf(thing.what));
  const of = made === null ? title : joined.titleOf(thing.recipe ?? '', ['recipe']);
  return (
    <div class="btns sel__actions">
      {page !== null && (
        <a class="btn" href={page} title={t.here.page(of)}>
          <span class="cut">{of}</span>
        </a>
      )}
      <button
        type="button"
        class="btn"
        disabled={view === null}
        aria-busy={state.showing.value}
        onClick={() => {
          if (view === null) return;
          const wanted = { title, names: [thing.name], recipes: null, surface: view.surface, at: thing.at };
          void actions.showAll({ ...wanted, ...(field ? { deposits: true } : {}) }, { fly: false, failed: t.here.notFound });
        }}
      >
        <span class="cut">{field ? t.here.fields : here === undefined ? t.here.alike : t.here.allAlike(here.count)}</span>
      </button>
    </div>
  );
}
