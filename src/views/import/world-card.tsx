import { useEffect, useState } from 'preact/hooks';
import type { WorldInfo } from '../../core/world/types';
import { openingBranch } from '../../state/defaults';
import { CHAT } from '../../state/moment';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { surfaceTitle } from '../parts/surface-title';
import { Thumb } from '../parts/thumb';

/** A world as it comes out of the files: its picture, what is known, and the way in. */
export function WorldCard({ world, reading }: { world: WorldInfo; reading: boolean }) {
  const { actions } = useApp();
  const chat = useChat(world);
  const chunks = Object.values(world.chunks).reduce((sum, count) => sum + count, 0);
  const facts: [icon: string, name: string, value: string | null][] = [
    ['cube', t.world.game, game(world)],
    ['layers', t.world.surfaces, surfaces(world)],
    ['clock', t.world.history, world.ticks === null ? null : format.playSpan(world.ticks[0], world.ticks[1])],
    ['people', t.world.players, world.players.length === 0 ? null : format.number(world.players.length)],
    ['chat', t.world.chat, chat === 0 ? null : t.count.lines(chat)],
    ['hammer', t.world.entities, built(world)],
    ['flask', t.world.research, counted(world, ['research'], t.count.rows)],
    ['branch', t.world.branches, world.branches.length > 1 ? format.number(world.branches.length) : null],
    ['gap', t.world.gaps, world.gaps.length > 0 ? format.number(world.gaps.length) : null],
  ];
  return (
    <section class="panel" aria-label={world.name}>
      <div class="live">
        <Thumb class="live__pic" info={world} width={784} height={536} />
        <span class="readout">{t.count.chunks(chunks)}</span>
      </div>
      <div class="panel__head world__head">
        <span class="t-16 cut">{world.name}</span>
        <span class="grow" />
        <button type="button" class="btn btn--primary" onClick={() => actions.openWorld(world.id)}>
          {t.import.openMap}
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
        {reading && <li class="vh">{t.import.lookAlready}</li>}
      </ul>
    </section>
  );
}

/** As many as the map's own list of what was said. */
function useChat(world: WorldInfo): number {
  const { client, activity } = useApp();
  const [count, setCount] = useState(0);
  const branch = openingBranch(world);
  useEffect(() => {
    const gone = new AbortController();
    activity.track(client.raster.story(world.id, branch, null, 1, CHAT, gone.signal)).then(
      ({ total }) => setCount(total),
      (error) => {
        if (!gone.signal.aborted) console.warn(error);
      },
    );
    return () => gone.abort();
  }, [world.id, world.version, branch]);
  return count;
}

function game({ gameVersion, mods }: WorldInfo): string | null {
  const known = [gameVersion, mods.length === 0 ? null : t.count.mods(mods.length)].filter((fact) => fact !== null);
  return known.length === 0 ? null : known.join(', ');
}

function surfaces(world: WorldInfo): string {
  const names = world.surfaces.filter((surface) => surface.gone !== true).map(surfaceTitle);
  return names.length <= 3 ? format.enumeration(names) : `${names.slice(0, 2).join(', ')}, ${t.count.more(names.length - 2)}`;
}

function counted(world: WorldInfo, kinds: string[], words: (count: number) => string): string | null {
  const count = kinds.reduce((sum, kind) => sum + (world.packets[kind] ?? 0), 0);
  return count === 0 ? null : words(count);
}

function built(world: WorldInfo): string | null {
  const { built: up = 0, removed: down = 0 } = world.packets;
  return up + down === 0 ? null : t.world.builtRemoved(up, down);
}
