import { useState } from 'preact/hooks';
import { format, t } from '../../texts';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { Tabs } from '../parts/tabs';
import { Players } from './players';
import type { Stage } from './stage';
import type { StageState } from './stage-state';
import { Status } from './status';
import { StoryList } from './story-list';

type Chosen = 'chat' | 'events' | 'world';

/** The right column: who is here, what was said, what happened, what is known. */
export function People({ stage, local, closable }: { stage: Stage; local: StageState; closable: boolean }) {
  const { moment } = useApp().state;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // Where nobody said anything, what happened is of more use.
  const silent = moment.chat.value?.total === 0 && (moment.events.value?.total ?? 0) > 0;
  const tab = chosen ?? (silent ? 'events' : 'chat');
  const count = (story: { total: number } | null) => (story === null ? undefined : format.number(story.total));
  const chat = count(moment.chat.value);
  const events = count(moment.events.value);
  return (
    <section class="panel panel--float people" aria-label={t.people.title}>
      {closable && (
        <button
          type="button"
          class="btn btn--ghost btn--icon btn--s people__close"
          aria-label={t.close}
          onClick={() => {
            local.panel.value = null;
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <Players stage={stage} local={local} />
      <div class="people__tabs">
        <Tabs
          id="people"
          label={t.people.title}
          tabs={[
            { id: 'chat', label: t.people.chat, ...(chat === undefined ? {} : { count: chat }) },
            { id: 'events', label: t.people.events, ...(events === undefined ? {} : { count: events }) },
            { id: 'world', label: t.people.world },
          ]}
          chosen={tab}
          onChoose={(id) => setChosen(id as Chosen)}
        />
        <button
          type="button"
          class="btn btn--ghost btn--icon btn--s people__stats"
          aria-label={m.stats}
          title={m.stats}
          aria-pressed={local.stats.value}
          onClick={() => {
            local.stats.value = !local.stats.value;
          }}
        >
          <Icon name="chart" />
        </button>
      </div>
      <div class="people__panel" id="people-panel" role="tabpanel" aria-labelledby={`people-${tab}`}>
        {tab === 'world' ? <Status /> : <StoryList key={tab} which={tab} stage={stage} />}
      </div>
    </section>
  );
}
