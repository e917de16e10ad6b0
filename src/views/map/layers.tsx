import { useState } from 'preact/hooks';
import type { Base, Overlay } from '../../core/world/types';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { Segmented } from '../parts/segmented';
import { marksOf } from './marks-of';
import { Resources } from './resources';

const ROWS: Overlay[] = ['resources', 'buildings', 'players', 'stops', 'tags', 'icons', 'grid'];

export function Layers() {
  const [folded, setFolded] = useState(false);
  return (
    <section class="panel panel--float layers" aria-label={t.layers.title}>
      <div class="panel__head">
        <Icon name="layers" /> {t.layers.title}
        <span class="grow" />
        <button
          type="button"
          class="btn btn--ghost btn--icon btn--s"
          aria-label={folded ? t.layers.unfold : t.layers.fold}
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          <Icon name={folded ? 'down' : 'up'} />
        </button>
      </div>
      {!folded && <LayerRows />}
    </section>
  );
}

/** One base, and what is drawn over it. */
export function LayerRows() {
  const { map, moment, joined } = useApp().state;
  const [totals, setTotals] = useState(false);
  const has = map.charted.value.value;
  const on = map.overlays.value;
  const marks = marksOf(moment.now.value, map.view.value, ['players', 'tags', 'stops']);
  const count = (kind: 'player' | 'tag' | 'stop') => marks.filter((mark) => mark.kind === kind).length;
  const ends: Partial<Record<Overlay, string>> = {
    players: t.layers.here(count('player')),
    stops: format.number(count('stop')),
    tags: format.number(count('tag')),
    grid: t.layers.gridSize,
    ...(joined.pack.value === null ? { icons: t.layers.noPack } : {}),
  };
  return (
    <div class="layers__rows">
      <div class="layers__base">
        <Segmented
          label={t.layers.base}
          value={map.base.value ?? 'chart'}
          choices={(['chart', 'terrain', 'none'] satisfies Base[]).map((base) => ({
            value: base,
            label: t.layers.bases[base],
            ...(has === null || base === 'none' || has[base] || has.chart === has.terrain ? {} : { off: t.layers.noBase }),
          }))}
          onChoose={(base) => map.chooseBase(base as Base)}
        />
      </div>
      {ROWS.map((overlay) => (
        <div class="layer-row" key={overlay}>
          {/* biome-ignore lint/a11y/useSemanticElements: the row is the control */}
          <button type="button" class="layer" role="checkbox" aria-checked={on.includes(overlay)} onClick={() => map.toggle(overlay)}>
            <span class="check">
              <Icon name="check" />
            </span>
            {t.layers.names[overlay]}
            {ends[overlay] !== undefined && <span class="end">{ends[overlay]}</span>}
          </button>
          {overlay === 'resources' && (
            <>
              <button
                type="button"
                class="btn btn--ghost btn--icon btn--s layer-row__more"
                aria-label={t.layers.totals}
                title={t.layers.totals}
                aria-expanded={totals}
                onClick={() => setTotals(!totals)}
              >
                <Icon name={totals ? 'up' : 'down'} />
              </button>
              {totals && <Resources />}
            </>
          )}
        </div>
      ))}
    </div>
  );
}
