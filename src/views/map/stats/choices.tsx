import type { Numbers } from '../../../core/world/number-types';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { Picker } from '../../parts/picker';
import { Segmented } from '../../parts/segmented';
import { surfaceTitle } from '../../parts/surface-title';
import type { Stats } from './ask';

const ALL = '';

/** Whose numbers, where, and of which time. Only forces and surfaces of which anything is told. */
export function Choices({ stats, numbers }: { stats: Stats; numbers: Numbers | null }) {
  const { map, time } = useApp().state;
  const info = map.info.value;
  if (info === null) return null;
  const told = <T extends { index: number }>(list: readonly T[], known: readonly number[] | undefined, chosen: number | null) =>
    list.filter(({ index }) => known?.includes(index) === true || index === chosen);
  const forces = told(info.forces, numbers?.forces, stats.force.value);
  const surfaces = told(info.surfaces, numbers?.surfaces, stats.surface.value);
  const choose = (of: typeof stats.force) => (value: string) => {
    of.value = value === ALL ? null : Number(value);
  };
  const chosen = (index: number | null) => (index === null ? ALL : String(index));
  return (
    <div class="row stats__choices">
      {forces.length > 1 && (
        <Picker
          label={s.force}
          value={chosen(stats.force.value)}
          choices={[{ value: ALL, label: s.allForces }, ...forces.map(({ index, name }) => ({ value: String(index), label: name }))]}
          onChoose={choose(stats.force)}
        />
      )}
      {surfaces.length > 1 && (
        <Picker
          label={s.surface}
          value={chosen(stats.surface.value)}
          choices={[
            { value: ALL, label: s.allSurfaces },
            ...surfaces.map((surface) => ({ value: String(surface.index), label: surfaceTitle(surface) })),
          ]}
          onChoose={choose(stats.surface)}
        />
      )}
      {(time.zoom.value !== null || stats.zoomed.value) && (
        <Segmented
          label={s.span}
          value={stats.zoomed.value ? 'zoomed' : 'whole'}
          choices={[
            { value: 'whole', label: s.whole },
            { value: 'zoomed', label: s.zoomed },
          ]}
          onChoose={(value) => {
            stats.zoomed.value = value === 'zoomed';
          }}
        />
      )}
    </div>
  );
}
