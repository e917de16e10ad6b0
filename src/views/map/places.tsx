import { ALL_FORCES } from '../../state/url';
import { t } from '../../texts';
import { useApp } from '../app-context';
import aquilo from '../assets/aquilo.svg';
import fulgora from '../assets/fulgora.svg';
import gleba from '../assets/gleba.svg';
import nauvis from '../assets/nauvis.svg';
import platform from '../assets/platform.svg';
import vulcanus from '../assets/vulcanus.svg';
import { css } from '../parts/color';
import { Picker } from '../parts/picker';
import { surfaceTitle } from '../parts/surface-title';

/** A map and no object: surfaces may have any name. */
const PLANETS = new Map(Object.entries({ nauvis, vulcanus, fulgora, gleba, aquilo }));

/** Which surface, seen by which force. */
export function Places({ face = 'select' }: { face?: 'select' | 'pill' }) {
  const { map } = useApp().state;
  const info = map.info.value;
  if (info === null) return null;
  const surface = map.surface.value;
  const force = info.forces.find((one) => one.index === map.force.value);
  const charted = map.charted.value.value?.known !== false;
  const picture = surface === null ? undefined : surface.platform !== undefined ? platform : PLANETS.get(surface.planet ?? surface.name);
  const small = face === 'pill';
  return (
    <div class={small ? 'places places--pills' : 'places stack'}>
      <Picker
        face={face}
        label={t.map.surface}
        value={surface?.name ?? ''}
        choices={info.surfaces.map((one) => ({ value: one.name, label: surfaceTitle(one) }))}
        onChoose={map.openSurface}
        before={
          picture === undefined ? (
            <span class="dot dot--ground" />
          ) : (
            <img src={picture} width={small ? 18 : 20} height={small ? 18 : 20} alt="" />
          )
        }
        after={!small && <span class="picker__note">{t.count.surfaces(info.surfaces.length)}</span>}
      />
      {info.forces.length > 0 && (
        <Picker
          face={face}
          label={t.map.force}
          value={force?.name ?? ALL_FORCES}
          choices={[
            ...(charted ? info.forces.map((one) => ({ value: one.name, label: one.name })) : []),
            { value: ALL_FORCES, label: t.map.allForces },
          ]}
          onChoose={(name) => map.chooseForce(name === ALL_FORCES ? null : name)}
          before={<span class="dot dot--force" style={force?.color === undefined ? {} : { '--p': css(force.color) }} />}
          after={!small && <span class="picker__note">{t.count.forces(info.forces.length)}</span>}
        />
      )}
    </div>
  );
}
