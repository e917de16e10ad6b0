import { useLayoutEffect, useRef } from 'preact/hooks';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { JoinedIcon } from '../parts/joined-icon';
import { kindsOf } from './kinds-of';
import { at } from './leaflet/crs';
import { ThingFacts } from './selected-card';
import type { Stage } from './stage';
import type { StageState } from './stage-state';

const AWAY = 12;

/** What stands at the tile under the pointer. It stays beside the tile, and inside the map. */
export function MapTip({ stage, local }: { stage: Stage; local: StageState }) {
  const box = useRef<HTMLDivElement>(null);
  const tip = local.tip.value;
  const { joined } = useApp().state;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || tip === null) return;
    const near = stage.map.latLngToContainerPoint(at(Math.floor(tip.x), Math.floor(tip.y)));
    const far = stage.map.latLngToContainerPoint(at(Math.floor(tip.x) + 1, Math.floor(tip.y) + 1));
    const room = stage.map.getSize();
    const beside = (from: number, to: number, size: number, all: number) =>
      Math.max(0, to + AWAY + size <= all ? to + AWAY : from - AWAY - size);
    element.style.left = `${beside(near.x, far.x, element.offsetWidth, room.x)}px`;
    element.style.top = `${beside(near.y, far.y, element.offsetHeight, room.y)}px`;
  });
  if (tip === null) return null;
  const { thing } = tip;
  const [x, y] = thing.what === 'entity' ? thing.at : [Math.floor(tip.x), Math.floor(tip.y)];
  return (
    <div class="tip map-tip" role="tooltip" ref={box}>
      <div class="tip__head">
        <span class="row">
          <JoinedIcon name={thing.name} kinds={kindsOf(thing.what)} class="pic--20" />
          <span class="cut">{joined.titleOf(thing.name, kindsOf(thing.what))}</span>
        </span>
        <span class="faint">{format.position(x, y)}</span>
      </div>
      {thing.what !== 'tile' && (
        <>
          <dl class="facts tip__part">
            <ThingFacts thing={thing} />
          </dl>
          <div class="tip__foot">{t.here.keep}</div>
        </>
      )}
    </div>
  );
}
