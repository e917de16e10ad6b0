import { useEffect, useRef, useState } from 'preact/hooks';
import { format, t } from '../../texts';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { LiveChip } from '../live/live-chip';
import { Icon } from '../parts/icon';
import { useBackCloses } from '../parts/use-back';
import { Scale } from './corner';
import { LayerRows } from './layers';
import { Places } from './places';
import { Players } from './players';
import { SelectedCard } from './selected-card';
import { PEEK, type Snap, settle } from './snap';
import type { Stage } from './stage';
import type { Panel, StageState } from './stage-state';
import { Status } from './status';
import { StoryList } from './story-list';
import { ToolRows } from './tool-buttons';
import { Place } from './when-needed';

const TABS: Panel[] = ['players', 'chat', 'events', 'world'];
const TITLES: Partial<Record<Panel, string>> = { layers: t.layers.title, here: t.here.title, tools: m.tools, place: m.place.title };

/** On a phone: pills over the map, and one sheet that snaps to its head, half, or full. */
export function Sheet({ stage, local, onGoTo }: { stage: Stage; local: StageState; onGoTo: () => void }) {
  const { moment, map } = useApp().state;
  const [snap, setSnap] = useState<Snap>('half');
  /** Height while a finger holds it. */
  const [held, setHeld] = useState<number | null>(null);
  const drag = useRef<{ from: number; height: number; at: number; y: number; speed: number } | null>(null);
  const sheet = useRef<HTMLElement>(null);
  const panel = local.panel.value;
  const online = moment.now.value?.players.filter((player) => player.online === true).length ?? 0;
  const room = () => sheet.current?.parentElement?.clientHeight ?? innerHeight;

  const open = (next: Panel) => {
    if (local.panel.value === null || snap === 'peek') setSnap('half');
    local.panel.value = next;
  };
  const close = () => {
    local.panel.value = null;
    if (panel === 'here') local.selected.value = null;
    if (panel === 'place') map.area.value = null;
  };
  // What was selected stays in the free part of the map.
  useEffect(() => {
    const selected = local.selected.value;
    if (selected === null || panel !== 'here' || snap === 'peek') return;
    stage.uncover(selected.x, selected.y, room() * (snap === 'half' ? 0.5 : 0.2));
  }, [local.selected.value?.x, local.selected.value?.y, panel]);

  const area = map.area.value;
  useEffect(() => {
    if (area === null || panel !== 'place' || snap === 'peek') return;
    stage.uncover((area[0] + area[2]) / 2, (area[1] + area[3]) / 2, room() * (snap === 'half' ? 0.5 : 0.2));
  }, [area, panel]);

  useBackCloses(panel !== null, close);

  const start = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const height = sheet.current?.clientHeight ?? 0;
    drag.current = { from: event.clientY, height, at: event.timeStamp, y: event.clientY, speed: 0 };
  };
  const move = (event: PointerEvent) => {
    const now = drag.current;
    if (now === null) return;
    const passed = event.timeStamp - now.at;
    if (passed > 0) now.speed = (now.y - event.clientY) / passed;
    now.at = event.timeStamp;
    now.y = event.clientY;
    setHeld(Math.max(PEEK, Math.min(room() - 60, now.height + now.from - event.clientY)));
  };
  const end = () => {
    if (drag.current === null) return;
    if (held !== null) setSnap(settle(held, drag.current.speed, room()));
    else setSnap(snap === 'half' ? 'full' : 'half');
    drag.current = null;
    setHeld(null);
  };

  return (
    <>
      <div class="top">
        <div class="pills">
          <Places face="pill" />
          <span class="grow" />
          <button type="button" class="pill" aria-label={t.people.onlineNow(online)} onClick={() => open('players')}>
            <Icon name="people" /> {format.number(online)}
          </button>
        </div>
        <div class="top__live">
          <LiveChip world={map.info.value?.id ?? null} face="pill" />
        </div>
        <div class="fabs">
          <button type="button" class="fab panel panel--float" aria-label={t.layers.title} onClick={() => open('layers')}>
            <Icon name="layers" />
          </button>
          <button type="button" class="fab panel panel--float" aria-label={m.tools} onClick={() => open('tools')}>
            <Icon name="ruler" />
          </button>
          <button type="button" class="fab panel panel--float" aria-label={t.goTo.title} onClick={onGoTo}>
            <Icon name="locate" />
          </button>
          <button type="button" class="fab panel panel--float" aria-label={t.map.fit} onClick={() => stage.fit()}>
            <Icon name="fit" />
          </button>
        </div>
      </div>
      <div class="sheet__scale">
        <Scale zoom={local.zoom.value} widest={100} />
        <Where local={local} />
      </div>
      {panel !== null && (
        <section
          ref={sheet}
          class={`sheet sheet--${snap} ${held === null ? '' : 'is-held'}`}
          aria-label={TITLES[panel] ?? t.people.title}
          style={held === null ? {} : { height: `${held}px` }}
        >
          <button
            type="button"
            class="sheet__grip"
            aria-label={snap === 'full' ? t.sheet.smaller : t.sheet.larger}
            onPointerDown={start}
            onPointerMove={move}
            onPointerUp={end}
            onPointerCancel={end}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') setSnap(snap === 'full' ? 'half' : 'full');
            }}
          />
          {panel !== 'here' && panel !== 'place' && (
            <div class="row sheet__head">
              {panel === 'layers' || panel === 'tools' ? (
                <h2 class="t-16 grow">{TITLES[panel]}</h2>
              ) : (
                <nav class="seg seg--fill grow" aria-label={t.people.title}>
                  {TABS.map((tab) => (
                    <button type="button" key={tab} aria-pressed={panel === tab} onClick={() => open(tab)}>
                      {t.people[tab as 'players' | 'chat' | 'events' | 'world']}
                    </button>
                  ))}
                </nav>
              )}
              <button type="button" class="btn btn--ghost btn--icon" aria-label={t.close} onClick={close}>
                <Icon name="close" />
              </button>
            </div>
          )}
          <div class="sheet__body">
            {panel === 'layers' && <LayerRows />}
            {panel === 'here' && <SelectedCard local={local} />}
            {panel === 'tools' && <ToolRows local={local} />}
            {panel === 'place' && (
              <div class="place">
                <Place stage={stage} local={local} />
              </div>
            )}
            {panel === 'players' && <Players stage={stage} local={local} />}
            {(panel === 'chat' || panel === 'events') && <StoryList key={panel} which={panel} stage={stage} />}
            {panel === 'world' && <Status />}
          </div>
        </section>
      )}
    </>
  );
}

/** The place in the middle, or the one that was chosen. */
function Where({ local }: { local: StageState }) {
  const place = local.selected.value ?? local.centre.value;
  return (
    <div class="readout">
      <span>{format.position(Math.floor(place.x), Math.floor(place.y))}</span>
      <span class="faint">{t.map.pxPerTile(local.zoom.value)}</span>
    </div>
  );
}
