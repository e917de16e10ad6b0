import '../styles/map-tools.css';
import { useEffect, useState } from 'preact/hooks';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { isTyping } from '../shell/keys';
import type { StageState } from './stage-state';

interface Button {
  key: string;
  icon: string;
  label: string;
  on: boolean;
  run(): void;
}

/** What can be done with the map. Not all browsers have full screen. */
function useTools(local: StageState): Button[] {
  const { actions } = useApp();
  const [full, setFull] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const change = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', change);
    return () => document.removeEventListener('fullscreenchange', change);
  }, []);
  const tool = local.tool.value;
  const toggle = (next: 'area' | 'measure') => () => {
    local.tool.value = local.tool.value === next ? null : next;
    if (local.panel.value === 'tools') local.panel.value = null;
  };
  const picture = () => {
    local.picture.value = true;
    if (local.panel.value === 'tools') local.panel.value = null;
  };
  const film = () => {
    local.film.value = true;
    if (local.panel.value === 'tools') local.panel.value = null;
  };
  const stats = () => {
    local.stats.value = !local.stats.value;
    if (local.panel.value === 'tools') local.panel.value = null;
  };
  const fullScreen = () => {
    const change = document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
    change.catch(() => actions.say('bad', m.noFullScreen));
  };
  return [
    { key: 'h', icon: 'history', label: m.area, on: tool === 'area', run: toggle('area') },
    { key: 'm', icon: 'ruler', label: m.measure, on: tool === 'measure', run: toggle('measure') },
    { key: 'p', icon: 'picture', label: m.picture, on: false, run: picture },
    { key: 'v', icon: 'film', label: m.film.tool, on: false, run: film },
    { key: 's', icon: 'chart', label: m.stats, on: local.stats.value, run: stats },
    ...(document.fullscreenEnabled
      ? [{ key: 'f', icon: 'full', label: full ? m.endFullScreen : m.fullScreen, on: full, run: fullScreen }]
      : []),
  ];
}

/** Their keys, and what is asked for beside the map, whether the buttons are in sight or not. */
export function ToolKeys({ local }: { local: StageState }) {
  const { asked } = useApp().state;
  const what = asked.value;
  useEffect(() => {
    if (what === null) return;
    local[what].value = true;
    asked.value = null;
  }, [what]);
  useKeys(useTools(local));
  return null;
}

/** Small, above the buttons that zoom. */
export function ToolButtons({ local }: { local: StageState }) {
  const tools = useTools(local);
  return (
    <div class="group group--col">
      {tools.map(({ key, icon, label, on, run }) => (
        <button
          type="button"
          class="btn btn--icon"
          key={key}
          aria-label={label}
          title={label}
          aria-keyshortcuts={key.toUpperCase()}
          aria-pressed={on}
          onClick={run}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}

/** In words, for the sheet of a phone. */
export function ToolRows({ local }: { local: StageState }) {
  const tools = useTools(local);
  return (
    <ul class="tools__rows">
      {tools.map(({ key, icon, label, on, run }) => (
        <li key={key}>
          <button type="button" class="item" aria-pressed={on} onClick={run}>
            <Icon name={icon} /> {label}
          </button>
        </li>
      ))}
    </ul>
  );
}

function useKeys(tools: Button[]): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (isTyping(event) || event.repeat) return;
      const tool = tools.find((one) => one.key === event.key.toLowerCase());
      if (tool === undefined) return;
      event.preventDefault();
      tool.run();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });
}
