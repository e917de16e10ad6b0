import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { kindsOf } from './kinds-of';
import type { Stage } from './stage';
import type { StageState } from './stage-state';
import { ToolButtons } from './tool-buttons';

const WIDEST = 160;

/** Zoom, scale, and what is under the pointer. */
export function Corner({ stage, local }: { stage: Stage; local: StageState }) {
  return (
    <div class="corner">
      <div class="corner__groups">
        <ToolButtons local={local} />
        <div class="group group--col">
          <button type="button" class="btn btn--icon" aria-label={t.map.zoomIn} title={t.map.zoomIn} onClick={() => stage.zoomBy(1)}>
            <Icon name="plus" />
          </button>
          <button type="button" class="btn btn--icon" aria-label={t.map.zoomOut} title={t.map.zoomOut} onClick={() => stage.zoomBy(-1)}>
            <Icon name="minus" />
          </button>
          <button type="button" class="btn btn--icon" aria-label={t.map.fit} title={t.map.fit} onClick={() => stage.fit()}>
            <Icon name="fit" />
          </button>
        </div>
      </div>
      <div class="corner__read">
        <Scale zoom={local.zoom.value} />
        <Readout local={local} />
      </div>
    </div>
  );
}

/** A length in tiles that is round in tiles and fits. */
export function Scale({ zoom, widest = WIDEST }: { zoom: number; widest?: number }) {
  const scale = 2 ** zoom;
  const power = 10 ** Math.floor(Math.log10(widest / scale));
  const tiles = [5, 2, 1].map((step) => step * power).find((length) => length * scale <= widest) ?? power;
  return (
    <div class="scale" style={{ '--w': `${Math.round(tiles * scale)}px` }}>
      {t.map.tiles(format.number(tiles))}
    </div>
  );
}

function Readout({ local }: { local: StageState }) {
  const hover = local.hover.value;
  const tip = local.tip.value;
  const { joined } = useApp().state;
  return (
    <div class="readout">
      {hover !== null && (
        <span>
          x {format.coordinate(hover.x)}&ensp;y {format.coordinate(hover.y)}
        </span>
      )}
      {hover !== null && tip !== null && <span class="faint cut">{joined.titleOf(tip.thing.name, kindsOf(tip.thing.what))}</span>}
      <span class="faint">{t.map.pxPerTile(local.zoom.value)}</span>
    </div>
  );
}
