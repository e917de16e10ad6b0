import { useEffect, useState } from 'preact/hooks';
import type { Position } from '../../../core/packet/schema';
import type { Area } from '../../../core/world/types';
import { t } from '../../../texts';
import { m } from '../../../texts/tools';
import { useApp } from '../../app-context';
import { AreaBox } from '../leaflet/area-box';
import type { Stage } from '../stage';
import type { StageState } from '../stage-state';
import { areaBetween } from './geometry';
import { takePresses } from './take-presses';
import { useToolKeys } from './tool-keys';

/** Chooses the place whose history is to be shown: a rectangle drawn with a mouse, two corners pressed, or what is in view. */
export function AreaTool({ stage, local }: { stage: Stage; local: StageState }) {
  const { map } = useApp().state;
  const [first, setFirst] = useState<Position | null>(null);
  const [touch] = useState(() => matchMedia('(pointer: coarse)').matches);

  const choose = (area: Area) => {
    map.area.value = area;
    local.tool.value = null;
  };
  const inView = () => {
    const bounds = stage.map.getBounds();
    choose(areaBetween([bounds.getWest(), bounds.getNorth()], [bounds.getEast(), bounds.getSouth()]));
  };
  useToolKeys({ Enter: inView });

  useEffect(() => {
    const box = new AreaBox(stage.map);
    let corner: Position | null = null;
    const show = (event: PointerEvent) => {
      if (corner === null || event.buttons !== 0) return;
      const { lng, lat } = stage.map.mouseEventToLatLng(event);
      box.set(areaBetween(corner, [lng, lat]));
    };
    const container = stage.map.getContainer();
    container.addEventListener('pointermove', show);
    const end = takePresses(stage.map, {
      press(at) {
        if (corner !== null) return choose(areaBetween(corner, at));
        corner = at;
        setFirst(at);
        box.set(areaBetween(at, at));
      },
      drag(from, to, over) {
        const area = areaBetween(from, to);
        if (over) choose(area);
        else box.set(area);
      },
    });
    return () => {
      end();
      container.removeEventListener('pointermove', show);
      box.dispose();
    };
  }, [stage]);

  return (
    <section class="panel panel--float tool-bar" aria-label={m.area}>
      <p class="grow" role="status">
        {first !== null ? m.draw.second : touch ? m.draw.touch : m.draw.hint}
      </p>
      <button type="button" class="btn btn--s" onClick={inView}>
        {m.draw.view}
        <kbd class="kbd">↵</kbd>
      </button>
      <button
        type="button"
        class="btn btn--ghost btn--s"
        onClick={() => {
          local.tool.value = null;
        }}
      >
        {t.cancel}
        <kbd class="kbd">Esc</kbd>
      </button>
    </section>
  );
}
