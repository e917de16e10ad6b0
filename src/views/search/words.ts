import { withoutTags } from '../../core/prototype/locale/rich-text';
import type { Found } from '../../core/world/place-types';
import type { App } from '../../state/app';
import { format, t } from '../../texts';
import { m } from '../../texts/tools';
import { surfaceTitle } from '../parts/surface-title';

/** What something found is called, as the person reads it. */
export function titleOf({ mapSearch, joined }: App['state'], found: Found): string {
  if (found.what === 'entities' || found.what === 'patch')
    return mapSearch.names.value.get(found.name)?.ref.label ?? joined.titleOf(found.name, ['entity']);
  if (found.what === 'player') return found.name || t.map.player(found.player);
  if (found.what === 'tag') return withoutTags(found.name) || (found.icon?.split('/')[1] ?? m.find.kinds.tag);
  return withoutTags(found.name) || m.find.kinds[found.what];
}

/** "Nauvis, 57, −55". */
function whereOf({ map }: App['state'], found: Exclude<Found, { what: 'channel' }>): string {
  const surface = map.info.value?.surfaces.find(({ index }) => index === found.surface);
  const name = surface === undefined ? '' : surfaceTitle(surface);
  return found.what === 'entities' ? name : [name, format.position(found.at[0], found.at[1])].filter(Boolean).join(', ');
}

/** Its second line. */
export function factsOf(state: App['state'], found: Found): string {
  const kind = m.find.kinds[found.what];
  const parts = () => {
    switch (found.what) {
      case 'channel':
        return [kind, m.find.told(found.count), m.find.last(format.playTime(found.last)), withoutTags(found.text)];
      case 'player':
        return [kind, found.online ? m.find.online : m.find.offline, whereOf(state, found)];
      case 'patch':
        return [kind, format.number(found.amount), m.find.fields(found.count), whereOf(state, found)];
      case 'entities':
        return [m.find.standing(found.count), whereOf(state, found)];
      default:
        return [kind, whereOf(state, found)];
    }
  };
  return parts()
    .filter((part) => part !== '')
    .join(' · ');
}
