import 'leaflet/dist/leaflet.css';
import '../styles/map-parts.css';
import '../styles/map.css';
import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../texts';
import { embed as embedWords } from '../../texts/embed';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { hasMap } from '../import/has-map';
import { NoMap } from '../import/no-map';
import type { MapPageProps } from '../map-page-props';
import { StateCard } from '../parts/state-card';
import { surfaceTitle } from '../parts/surface-title';
import { isTyping } from '../shell/keys';
import { Corner } from './corner';
import { covered } from './covered';
import { GoTo } from './go-to';
import { Layers } from './layers';
import { MapTip } from './map-tip';
import { People } from './people';
import { Places } from './places';
import { SelectedCard } from './selected-card';
import { Sheet } from './sheet';
import { createStage, type Stage } from './stage';
import { createStageState } from './stage-state';
import { Said } from './time/said';
import { TimelineBar } from './time/timeline';
import { ToolKeys } from './tool-buttons';
import { useMedia } from './use-media';
import { Place, StatsWhenNeeded, ToolsWhenNeeded } from './when-needed';

/** The map and all that lies over it. */
export function MapView({ goTo, onGoTo }: MapPageProps) {
  const app = useApp();
  const { map, time, embedded } = app.state;
  const container = useRef<HTMLDivElement>(null);
  const local = useMemo(createStageState, []);
  const [stage, setStage] = useState<Stage | null>(null);
  const phone = useMedia('(max-width: 760px)');
  const narrow = useMedia('(max-width: 1100px)');
  useEffect(() => {
    if (container.current === null) return;
    const made = createStage(container.current, app, local, () => covered(container.current));
    setStage(made);
    return () => made.dispose();
  }, []);

  // Other panels lie over the map then.
  const column = narrow && !phone && local.panel.value !== null;
  useEffect(() => stage?.refit(), [stage, phone, narrow, column]);

  useEffect(() => {
    if (stage === null) return;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const key = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const arrow = arrows[event.key];
      if (arrow !== undefined) {
        // In a list or a group the arrows are the list's.
        const focus = document.activeElement;
        if (focus !== null && focus !== document.body && !container.current?.contains(focus)) return;
        stage.panBy(...arrow);
      } else if (event.key === '+' || event.key === '=') stage.zoomBy(1);
      else if (event.key === '-') stage.zoomBy(-1);
      else if (event.key === '0') stage.fit();
      // Inside of another page there is nothing but the map.
      else if (embedded) return;
      else if (event.key.toLowerCase() === 'g') onGoTo(true);
      else if (event.key.toLowerCase() === 'l') focusLayers();
      else if (event.key === 'Escape' && local.tool.value !== null) local.tool.value = null;
      else if (event.key === 'Escape') {
        if (local.panel.value === null || local.panel.value === 'here') local.selected.value = null;
        local.panel.value = null;
        local.tip.value = null;
        return;
      } else return;
      event.preventDefault();
    };
    const focusLayers = () => {
      local.panel.value = 'layers';
      setTimeout(() => document.querySelector<HTMLElement>('.layers [aria-checked="true"]')?.focus(), 0);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [stage]);

  // Where panels lie over each other, the history of a place is the one that was asked for.
  const area = map.area.value;
  useEffect(() => {
    if (area !== null && narrow) local.panel.value = 'place';
    // An address without it leaves nothing to show.
    else if (area === null && local.panel.peek() === 'place') local.panel.value = null;
  }, [area, narrow]);

  const info = map.info.value;
  const surface = map.surface.value;
  const nothing = map.bounds.key.value !== null && map.bounds.value.value === null;
  const mapped = info !== null && hasMap(info);
  const timed = useComputed(() => map.info.value !== null && (time.span.value === null ? 'is-untimed' : 'is-timed')).value;

  return (
    // Not by :has(), for which a browser looks at the whole page again whenever a raster comes or goes.
    <main class={`stage ${timed !== false && !(embedded && phone) ? timed : ''}`}>
      <h1 class="vh">{t.map.label(surface?.name ?? '', info?.name ?? '')}</h1>
      <div
        ref={container}
        class="map"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows move it
        tabIndex={0}
        aria-label={t.map.label(surface?.name ?? '', info?.name ?? '')}
        aria-describedby="map-keys"
      />
      <p class="vh" id="map-keys">
        {embedded ? embedWords.keys : t.map.keys}
      </p>
      {info !== null && !mapped && (
        <div class={phone ? 'stage__told' : 'stage__middle'}>
          <NoMap worlds={[info]} opened />
          {phone && !embedded && stage !== null && <People stage={stage} local={local} closable={false} />}
        </div>
      )}
      {mapped && map.charted.failed.value ? <Failed /> : mapped && nothing && <Nothing />}
      {stage !== null && <MapTip stage={stage} local={local} />}
      {embedded && !phone && <TimelineBar phone={false} />}
      {!embedded && around()}
    </main>
  );

  /** All that lies over the map and at its sides. */
  function around() {
    return (
      <>
        {stage !== null && phone && mapped && <Sheet stage={stage} local={local} onGoTo={() => onGoTo(true)} />}
        {stage !== null && mapped && <ToolsWhenNeeded stage={stage} local={local} />}
        {mapped && <ToolKeys local={local} />}
        {mapped && <Said />}
        {info !== null && <StatsWhenNeeded local={local} />}
        {phone && <TimelineBar phone />}
        {stage !== null && !phone && (
          <>
            {mapped && (
              <aside class="left" aria-label={t.layers.title}>
                {!(narrow && local.panel.value !== null) && (
                  <>
                    <div class="panel panel--float">
                      <Places />
                    </div>
                    <Layers />
                  </>
                )}
                <Corner stage={stage} local={local} />
              </aside>
            )}
            {(!narrow || local.panel.value !== null) && (
              <aside class="right" aria-label={t.people.title}>
                {local.selected.value !== null && (
                  <section class="panel panel--float" aria-label={t.here.title}>
                    <SelectedCard local={local} />
                  </section>
                )}
                {area !== null && mapped ? (
                  <section class="panel panel--float place" aria-label={m.place.title}>
                    <Place stage={stage} local={local} />
                  </section>
                ) : (
                  <People stage={stage} local={local} closable={narrow} />
                )}
              </aside>
            )}
            {narrow && local.panel.value === null && (
              <button
                type="button"
                class="btn panel--float stage__people"
                onClick={() => {
                  local.panel.value = 'players';
                }}
              >
                {t.people.title}
              </button>
            )}
            <TimelineBar phone={false} />
          </>
        )}
        {goTo && stage !== null && <GoTo stage={stage} onClose={() => onGoTo(false)} />}
      </>
    );
  }
}

/** The workers could not read what is stored. */
function Failed() {
  return (
    <div class="stage__middle">
      <StateCard kind="bad" icon="bad" title={t.map.failed} float>
        <p>{t.map.failedTip}</p>
        <div class="btns">
          <button type="button" class="btn btn--primary" onClick={() => location.reload()}>
            {t.reload}
          </button>
        </div>
      </StateCard>
    </div>
  );
}

/** The surface has a map, but not for this force, base or moment. */
function Nothing() {
  const { map } = useApp().state;
  const force = map.info.value?.forces.find((one) => one.index === map.force.value);
  const name = map.surface.value === null ? '' : surfaceTitle(map.surface.value);
  return (
    <div class="stage__middle">
      <StateCard icon="layers" title={t.map.nothing} float>
        <p>{force === undefined ? t.map.nothingHere(name) : t.map.nothingFor(force.name, name)}</p>
        <div class="btns">
          {force !== undefined && (
            <button type="button" class="btn" onClick={() => map.chooseForce(null)}>
              {t.map.showAll}
            </button>
          )}
        </div>
      </StateCard>
    </div>
  );
}
