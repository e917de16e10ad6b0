import { format, t } from '../../texts';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { surfaceTitle } from '../parts/surface-title';
import type { Row } from './rows';
import { titleOf } from './words';

/** A look at what is chosen, beside the list. */
export function MapPeek({ row }: { row: Exclude<Row, { type: 'item' }> }) {
  const { state } = useApp();
  const { map } = state;
  if (row.type === 'position')
    return (
      <div inert>
        <div class="t-16">{format.position(...row.at)}</div>
        <p class="t-12 faint">{row.surface ?? map.surface.value?.name}</p>
      </div>
    );
  const { found } = row;
  const surface = found.what === 'channel' ? undefined : map.info.value?.surfaces.find(({ index }) => index === found.surface);
  const force = found.what === 'tag' ? map.info.value?.forces.find(({ index }) => index === found.force)?.name : undefined;
  const facts: [string, string | undefined][] = [
    [t.map.surface, surface === undefined ? undefined : surfaceTitle(surface)],
    [t.here.position, 'at' in found ? format.position(found.at[0], found.at[1]) : undefined],
    [t.map.force, force],
    [t.here.amount, found.what === 'patch' ? format.number(found.amount) : undefined],
    [m.find.kinds.entities, found.what === 'entities' ? format.number(found.count) : undefined],
    [t.here.name, found.what === 'entities' || found.what === 'patch' ? found.name : undefined],
  ];
  return (
    <div inert>
      <div class="t-16 peek__title">{titleOf(state, found)}</div>
      <div class="t-12 faint">{m.find.kinds[found.what]}</div>
      <dl class="facts peek__label">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ),
        )}
      </dl>
      {found.what === 'channel' && <p class="dim">{found.text}</p>}
    </div>
  );
}
