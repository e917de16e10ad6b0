import type { WorldInfo } from '../../core/world/types';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { StateCard } from '../parts/state-card';

/** A log without packets is an answer: what it tells, why there is no map, how to get one. */
export function NoMap({ world }: { world: WorldInfo }) {
  const { actions } = useApp();
  const { joins, leaves, errors, saves } = world.engine;
  const facts = [
    world.gameVersion === null ? null : t.noMap.version(world.gameVersion),
    world.mods.length === 0 ? null : t.count.mods(world.mods.length),
    world.players.length === 0 ? null : t.count.players(world.players.length),
    joins === 0 ? null : t.noMap.joins(joins),
    leaves === 0 ? null : t.noMap.leaves(leaves),
    saves === 0 ? null : t.noMap.saves(saves),
    errors === 0 ? null : t.noMap.errors(errors),
  ].filter((fact) => fact !== null);
  return (
    <StateCard icon="info" title={t.noMap.title(world.name)}>
      <p>
        {facts.length > 0 ? t.noMap.good(format.enumeration(facts)) : t.noMap.little} {t.noMap.why}
      </p>
      <div class="btns">
        <button type="button" class="btn btn--primary" onClick={how}>
          {t.noMap.how}
        </button>
        <button type="button" class="btn" onClick={() => actions.openWorld(world.id)}>
          {t.noMap.see}
        </button>
      </div>
    </StateCard>
  );

  function how() {
    actions.go('start');
    // Once the start page is drawn.
    requestAnimationFrame(() => document.querySelector('#record')?.scrollIntoView());
  }
}
