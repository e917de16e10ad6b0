import type { ComponentChildren } from 'preact';
import type { ThingHere } from '../../core/world/types';
import type { Joining } from '../../state/items/joining';
import { format, t } from '../../texts';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { CopyButton } from '../parts/copy-button';
import { Icon } from '../parts/icon';
import { JoinedIcon } from '../parts/joined-icon';
import { useLazyView } from '../parts/lazy-view';
import { Bones } from '../parts/state-card';
import { Alike } from './alike';
import { DetailMissing } from './detail-missing';
import { kindsOf } from './kinds-of';
import { writeGps } from './parse-position';
import { PlayerName } from './player-name';
import { RecipeSet } from './recipe-set';
import type { StageState } from './stage-state';

const DIRECTIONS = 16;

/** What stands at the chosen place, topmost first. */
export function SelectedCard({ local }: { local: StageState }) {
  const { map, joined } = useApp().state;
  const selected = local.selected.value;
  if (selected === null) return <p class="panel__body dim">{t.here.none}</p>;
  const [top, ...below] = selected.things ?? [];
  const { value: more } = joined.more;
  const made = top?.recipe === undefined || joined.iconOf(top.recipe, ['recipe']) === null ? null : top.recipe;
  const [x, y] = top?.what === 'entity' ? top.at : [Math.floor(selected.x), Math.floor(selected.y)];
  const close = () => {
    local.selected.value = null;
    if (local.panel.value === 'here') local.panel.value = null;
  };
  return (
    <div class="sel" aria-live="polite">
      <div class="row sel__head">
        <span class="slot slot--card">
          {top === undefined ? (
            <Icon name="locate" size="l" />
          ) : (
            <JoinedIcon name={top.name} kinds={kindsOf(top.what)}>
              <Icon name={ICONS[top.what]} size="l" />
            </JoinedIcon>
          )}
        </span>
        <div class="grow">
          <h2 class="t-16 cut" title={top?.name}>
            {top === undefined ? selected.things === null ? format.position(x, y) : t.here.nothing : <Title of={top} />}
          </h2>
          <p class="t-12 dim cut">{top === undefined ? format.position(x, y) : subtitle(top)}</p>
        </div>
        <button type="button" class="btn btn--ghost btn--icon btn--s" aria-label={t.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {selected.things === null && <Bones />}
      {more !== null && top !== undefined && made !== null && <MakesBox of={more} recipe={made} machine={top.name} />}
      <dl class="facts sel__facts">
        <dt>{t.here.position}</dt>
        <dd>
          {format.position(x, y)} <span class="faint">{t.here.chunk(Math.floor(x / 32), Math.floor(y / 32))}</span>
        </dd>
        {top !== undefined && (
          <ThingFacts thing={top} boxed={made !== null}>
            {top.recipe !== undefined && <RecipeSet of={top} />}
          </ThingFacts>
        )}
        {below.length > 0 && (
          <>
            <dt>{t.here.below}</dt>
            <dd>
              {below
                .map(
                  (thing) =>
                    `${joined.titleOf(thing.name, kindsOf(thing.what))}${thing.amount === undefined ? '' : ` ${format.number(thing.amount)}`}`,
                )
                .join(', ')}
            </dd>
          </>
        )}
      </dl>
      <DetailMissing x={x} y={y} />
      {top !== undefined && top.what !== 'tile' && <Alike thing={top} />}
      <div class="btns sel__actions">
        <button type="button" class="btn" aria-label={m.place.here} onClick={history}>
          <Icon name="history" /> {m.place.short}
        </button>
        <CopyButton
          small={false}
          ghost={false}
          text={writeGps(x, y, map.surface.value?.name ?? 'nauvis')}
          label={t.here.copy}
          words={t.here.copy}
        />
        <CopyButton small={false} ghost={false} text={linkTo(x, y)} label={t.here.link} words={t.here.link} />
      </div>
    </div>
  );

  function subtitle(thing: ThingHere): string {
    const force = map.info.value?.forces.find((one) => one.index === thing.force)?.name;
    return [force, thing.id === undefined ? t.here.kinds[thing.what] : t.here.unit(format.number(thing.id))].filter(Boolean).join(' · ');
  }

  /** Of all the ground that it stands on. */
  function history() {
    const [width, height] = top?.what === 'entity' ? (top.size ?? [1, 1]) : [1, 1];
    const [left, up] = top?.what === 'entity' ? [Math.floor(x - width / 2), Math.floor(y - height / 2)] : [x, y];
    map.area.value = [left, up, left + Math.ceil(width), up + Math.ceil(height)];
    if (local.panel.value !== null) local.panel.value = 'place';
  }

  function linkTo(px: number, py: number): string {
    const [path, query = ''] = location.hash.split('?') as [string, string?];
    const params = new URLSearchParams(query);
    params.set('x', String(px));
    params.set('y', String(py));
    return `${location.href.split('#')[0]}${path}?${params}`;
  }
}

/** Leads to its page, where a pack has one. */
function Title({ of }: { of: ThingHere }) {
  const { joined } = useApp().state;
  const [title, page] = [joined.titleOf(of.name, kindsOf(of.what)), joined.pageOf(of.name, kindsOf(of.what))];
  if (page === null) return <span>{title}</span>;
  return (
    <a class="link" href={page}>
      {title}
    </a>
  );
}

/** The recipe in pictures, once its code is here; the facts below name it until then. */
function MakesBox({ machine, recipe, of }: { machine: string; recipe: string; of: Joining }) {
  const { View } = useLazyView(() => import('./makes').then(({ Makes }) => Makes));
  return View === null ? null : <View of={of} recipe={recipe} machine={machine} />;
}

const ICONS = { entity: 'cube', resource: 'dice', tile: 'grid' };

/** What is known of a thing beside its name and place. */
export function ThingFacts(props: {
  thing: ThingHere;
  /** What it makes stands above already. */
  boxed?: boolean;
  /** What else is known of it. */
  children?: ComponentChildren;
}) {
  const { thing, boxed = false, children } = props;
  const { joined } = useApp().state;
  return (
    <>
      {thing.amount !== undefined && (
        <>
          <dt>{t.here.amount}</dt>
          <dd>{format.number(thing.amount)}</dd>
        </>
      )}
      {thing.recipe !== undefined && !boxed && (
        <>
          <dt>{t.here.makes}</dt>
          <dd title={thing.recipe}>{joined.titleOf(thing.recipe, ['recipe'])}</dd>
        </>
      )}
      {thing.dir !== undefined && thing.dir !== 0 && (
        <>
          <dt>{t.here.faces}</dt>
          <dd>{t.here.directions[Math.round((thing.dir % DIRECTIONS) / 2) % 8]}</dd>
        </>
      )}
      {(thing.since !== undefined || thing.by !== undefined) && (
        <>
          <dt>{t.here.built}</dt>
          <dd>
            {thing.by !== undefined && <PlayerName index={thing.by} />}{' '}
            {thing.since !== undefined && <span class="faint">{t.here.at(format.playTime(thing.since))}</span>}
          </dd>
        </>
      )}
      {children}
      <dt>{t.here.name}</dt>
      <dd class="mono sel__name">{thing.name}</dd>
    </>
  );
}
