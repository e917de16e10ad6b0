import type { WorldInfo } from '../../core/world/types';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { ModLinks } from '../parts/mod-links';
import { StateCard } from '../parts/state-card';

/** Logs without packets are an answer: what they tell, why there is no map, how to get one. */
export function NoMap({
  worlds,
  opened = false,
  all = true,
}: {
  worlds: WorldInfo[];
  /** Their story is already beside it. */
  opened?: boolean;
  /** Nothing beside them has a map. */
  all?: boolean;
}) {
  const { actions } = useApp();
  const [first] = worlds;
  if (first === undefined) return null;
  const one = worlds.length === 1;
  return (
    <StateCard
      icon="info"
      title={one ? t.noMap.title(first.name) : all ? t.noMap.titleAll(worlds.length) : t.noMap.titleMany(worlds.length)}
      float={opened}
    >
      {one ? (
        <p>
          {tells(first)} {t.noMap.why}
        </p>
      ) : (
        <>
          <p>{t.noMap.why}</p>
          <ul class="no-map">
            {worlds.map((world) => (
              <li key={world.id}>
                <button type="button" class="link strong" onClick={() => actions.openWorld(world.id)}>
                  {world.name}
                </button>
                <p class="t-12">{tells(world)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <ModLinks />
      <div class="btns">
        <button type="button" class="btn btn--primary" onClick={how}>
          {t.noMap.how}
        </button>
        {one && !opened && (
          <button type="button" class="btn" onClick={() => actions.openWorld(first.id)}>
            {t.noMap.see}
          </button>
        )}
      </div>
    </StateCard>
  );

  function how() {
    actions.go('start');
    // Once the start page is drawn.
    requestAnimationFrame(() => document.querySelector('#record')?.scrollIntoView());
  }
}

function tells(world: WorldInfo): string {
  const { joins, leaves, errors, saves, chats = 0 } = world.engine;
  const facts = [
    world.gameVersion === null ? null : t.noMap.version(world.gameVersion),
    world.mods.length === 0 ? null : t.count.mods(world.mods.length),
    world.players.length === 0 ? null : t.count.players(world.players.length),
    joins === 0 ? null : t.noMap.joins(joins),
    leaves === 0 ? null : t.noMap.leaves(leaves),
    chats === 0 ? null : t.noMap.chats(chats),
    saves === 0 ? null : t.noMap.saves(saves),
    errors === 0 ? null : t.noMap.errors(errors),
  ].filter((fact) => fact !== null);
  return facts.length > 0 ? t.noMap.good(format.enumeration(facts)) : t.noMap.little;
}
