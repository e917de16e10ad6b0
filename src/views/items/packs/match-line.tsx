import { w } from '../../../texts/items';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';

/** Whether this pack is the one of the world on the map, and what tells them apart. */
export function MatchLine() {
  const { state: app } = useApp();
  const { state } = useItems();
  const match = state.match.value;
  const world = app.map.info.value;
  if (match === null || world === null) return null;
  const here = match.pack === state.packId.value;
  const pack = state.packs.value?.find(({ id }) => id === match.pack);
  if (!here && pack === undefined) return null;
  const differs = w.pack.misses(
    match.missing,
    match.extra,
    match.otherVersion.map(({ name }) => name),
  );
  return (
    <p class="panel match">
      <span class={`mark mark--${here && match.exact ? 'good' : 'note'}`}>
        <Icon name={here && match.exact ? 'check' : 'map'} />
      </span>
      <span>
        {here ? (
          match.exact || differs === '' ? (
            w.pack.fits(world.name)
          ) : (
            w.pack.fitsAlmost(world.name, differs)
          )
        ) : (
          <>
            {w.pack.otherFits(world.name)}{' '}
            <a class="link" href={`#/items/${encodeURIComponent(match.pack)}`}>
              {pack?.name}
            </a>
          </>
        )}
      </span>
    </p>
  );
}
