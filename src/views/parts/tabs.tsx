import type { ComponentChildren } from 'preact';
import { step } from './roving';

export interface Tab {
  id: string;
  label: string;
  count?: string;
}

/** The tabs of one panel; `face` "seg" for a small choice inside a panel. */
export function Tabs(props: {
  label: string;
  id: string;
  tabs: Tab[];
  chosen: string;
  onChoose: (id: string) => void;
  face?: 'tabs' | 'seg';
  end?: ComponentChildren;
}) {
  const { label, id, tabs, chosen, onChoose, face = 'tabs', end } = props;
  return (
    <div
      class={face === 'seg' ? 'seg seg--fill' : 'tabs'}
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => step(event, '[role="tab"]')}
    >
      {tabs.map((tab) => (
        <button
          type="button"
          role="tab"
          key={tab.id}
          id={`${id}-${tab.id}`}
          aria-selected={tab.id === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && <span class="count">{tab.count}</span>}
        </button>
      ))}
      {end}
    </div>
  );
}
