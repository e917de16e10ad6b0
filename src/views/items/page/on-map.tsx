import type { Page } from '../../../core/prototype/types';
import { plainView } from '../../../state/defaults';
import { format } from '../../../texts';
import { w } from '../../../texts/items';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { surfaceTitle } from '../../parts/surface-title';
import { useItems } from '../context';
import { Section } from '../parts/section';
import { useAnswer } from '../parts/use-answer';
import { type OnSurface, onSurfaces, wantedOf } from './standing';
import { useTotals } from './use-totals';

/** Platforms may be many; the ones with most of it are named. */
const SURFACES = 8;

/** Whether this page's pack is that of the world on the map, and something of the page can stand there. */
export function useOnMap(page: Page): boolean {
  const { state: app } = useApp();
  const { state } = useItems();
  const wanted = wantedOf(page);
  const some = wanted.entities.length + wanted.recipes.length + wanted.deposits.length > 0 || page.technology !== null;
  return some && app.map.info.value !== null && app.joined.pack.value?.id === state.packId.value;
}

/** Where it stands and is made on the open world, at the moment the map shows; each place a way there. */
export function OnMap({ page }: { page: Page }) {
  return useOnMap(page) ? <Shown page={page} /> : null;
}

function Shown({ page }: { page: Page }) {
  const { state, actions, client } = useApp();
  const { map, moment } = state;
  const info = map.info.value;
  const branch = map.branch.value;
  const surface = map.surface.value?.index ?? info?.surfaces[0]?.index ?? 1;
  const [force, tick] = [map.force.value, map.tick.value];
  const at: [number, number] = [map.x.value ?? 0, map.y.value ?? 0];
  const wanted = wantedOf(page);
  const asks = wanted.entities.length + wanted.recipes.length + wanted.deposits.length > 0;
  // Machines by what they make can be of any name.
  const names = wanted.recipes.length > 0 ? null : [...wanted.entities, ...wanted.deposits];
  const key =
    info === null || branch === null || !asks ? null : JSON.stringify([info.id, info.version, branch, surface, force, tick, names]);
  const { value, busy, failed } = useAnswer(key, (signal) =>
    client.raster.standing(plainView(info?.id ?? '', branch ?? '', surface, force, tick), names, at, signal),
  );
  const counted = page.ref.kind === 'item' || page.ref.kind === 'fluid';
  const totals = useTotals(counted);
  if (info === null) return null;
  const totalOf = (of: 'produced' | 'consumed') => totals?.[of].find(({ name }) => name === page.ref.name)?.total ?? 0;
  const [made, used] = counted ? [totalOf('produced'), totalOf('consumed')] : [0, 0];
  const { stands, makes, fields } = onSurfaces(value ?? [], wanted);
  const researched = force === null ? undefined : moment.now.value?.researched[force]?.find(({ name }) => name === page.ref.name);
  const titleOf = (index: number) => {
    const known = info.surfaces.find((one) => one.index === index);
    return known === undefined ? String(index) : surfaceTitle(known);
  };
  const where = { title: page.ref.label, recipes: null, names: null };
  const fly = (of: Partial<Parameters<typeof actions.showAll>[0]>, to: OnSurface) =>
    void actions.showAll({ ...where, ...of, surface: to.surface, at: to.at }, { fly: true, failed: w.onMap.failed });
  const row = (title: string, found: OnSurface[], words: (count: number) => string, of: Partial<Parameters<typeof actions.showAll>[0]>) =>
    found.length > 0 && (
      <div class="fact">
        <dt>{title}</dt>
        <dd class="btns onmap">
          {found.slice(0, SURFACES).map((one) => (
            <button type="button" class="btn btn--s" key={one.surface} aria-busy={state.showing.value} onClick={() => fly(of, one)}>
              <Icon name="map" size="s" /> {w.onMap.on(words(one.count), titleOf(one.surface))}
            </button>
          ))}
          {found.length > SURFACES && <span class="t-12 faint">{w.tip.more(found.length - SURFACES)}</span>}
        </dd>
      </div>
    );
  const nothing = stands.length + makes.length + fields.length === 0;
  const isTechnology = page.technology !== null && page.ref.kind === 'technology';
  return (
    <Section id="on-map" title={w.onMap.title} count={`${info.name} · ${tick === null ? w.onMap.latest : format.playTime(tick)}`}>
      <div class="panel__body panel__body--page" aria-live="polite" aria-busy={busy}>
        {failed ? (
          <p class="dim">{w.onMap.failed}</p>
        ) : isTechnology ? (
          <p class="dim">{researched === undefined ? w.onMap.notResearched : w.onMap.researched(format.playTime(researched.tick))}</p>
        ) : nothing && made === 0 && used === 0 ? (
          <p class="dim">{busy ? w.onMap.looking : w.onMap.none}</p>
        ) : (
          <dl class="facts facts--page">
            {row(w.onMap.stands, stands, format.number, { names: wanted.entities })}
            {row(w.onMap.makes, makes, w.onMap.machines, { recipes: wanted.recipes })}
            {row(w.onMap.fields, fields, w.onMap.amount, { names: wanted.deposits, deposits: true })}
            <Total title={w.onMap.made} of={made} />
            <Total title={w.onMap.used} of={used} />
          </dl>
        )}
      </div>
    </Section>
  );
}

/** So far, on all surfaces together. */
function Total({ title, of }: { title: string; of: number }) {
  return of === 0 ? null : (
    <div class="fact">
      <dt>{title}</dt>
      <dd>{format.number(of)}</dd>
    </div>
  );
}
