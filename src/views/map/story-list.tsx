import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Kind } from '../../core/prototype/types';
import type { StoryRow } from '../../core/world/types';
import { EVENT_KINDS, type EventKind } from '../../state/moment';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { JoinedIcon } from '../parts/joined-icon';
import { StateCard } from '../parts/state-card';
import { ChannelRow, ONLY_CHANNEL } from './channel-row';
import { PlayerName } from './player-name';
import { type Part, richText } from './rich-text';
import type { Stage } from './stage';
import { useAtEnd } from './use-at-end';

/** More hits than a person reads. */
const HITS = 200;

/** Chat or events up to the shown moment, the newest last and in view; earlier ones on demand. */
export function StoryList({ which, stage }: { which: 'chat' | 'events'; stage: Stage }) {
  const { moment, live, map } = useApp().state;
  const [opened, setSearching] = useState(false);
  // A channel's name asks for its rows too.
  const searching = opened || moment.search.value !== '';
  const field = useRef<HTMLInputElement>(null);
  const kept = useRef(new Map<string, VNode>());
  useLayoutEffect(() => {
    if (searching) field.current?.focus();
  }, [searching]);
  const story = (which === 'chat' ? moment.chat : moment.events).value;
  const search = moment.search.value.trim().toLowerCase();
  const told = story?.rows ?? [];
  const rows = search === '' ? told : told.filter((row) => matches(row, search)).slice(-HITS);
  const watched = live.now.value;
  const hidden = watched !== null && watched.world === map.world.value && watched.thin?.chat === false;
  const allKinds = moment.kinds.value.length === Object.keys(EVENT_KINDS).length;
  const { box, onScroll, hold } = useAtEnd(search === '');
  useEffect(
    () => () => {
      moment.search.value = '';
    },
    [],
  );

  return (
    <>
      <div class="story__bar">
        {searching ? (
          <span class="field grow">
            <Icon name="search" />
            <input
              aria-label={t.people.search}
              placeholder={t.people.search}
              value={moment.search.value}
              ref={field}
              onInput={(event) => {
                moment.search.value = event.currentTarget.value;
              }}
              onKeyDown={(event) => {
                if (event.key === 'Escape') close();
              }}
            />
          </span>
        ) : (
          <span class="grow" />
        )}
        <button
          type="button"
          class="btn btn--ghost btn--icon btn--s"
          aria-label={searching ? t.people.searchEnd : t.people.search}
          title={searching ? t.people.searchEnd : t.people.search}
          onClick={() => (searching ? close() : setSearching(true))}
        >
          <Icon name={searching ? 'close' : 'search'} />
        </button>
      </div>
      {which === 'events' && <Kinds />}
      <div
        class="chatbox"
        role="log"
        aria-label={which === 'chat' ? t.people.chat : t.people.events}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      >
        {story !== null && story.total > story.rows.length && search === '' && (
          <button
            type="button"
            class="btn btn--s chat__more"
            onClick={() => {
              hold();
              (which === 'chat' ? moment.moreChat : moment.moreEvents)();
            }}
          >
            {t.people.earlier(story.total - story.rows.length)}
          </button>
        )}
        {story !== null && rows.length === 0 && search === '' && which === 'events' && !allKinds && (
          <StateCard icon="clock" title={t.people.noneOfThese}>
            <p>{t.people.noneOfTheseTip}</p>
            <div class="btns">
              <button
                type="button"
                class="btn btn--s"
                onClick={() => {
                  moment.kinds.value = Object.keys(EVENT_KINDS) as EventKind[];
                }}
              >
                {t.people.allKinds}
              </button>
            </div>
          </StateCard>
        )}
        {story !== null && rows.length === 0 && search === '' && (which === 'chat' || allKinds) && (
          <StateCard
            icon={which === 'chat' ? 'chat' : 'clock'}
            title={which === 'events' ? t.people.noEvents : hidden ? t.people.noChatLive : t.people.noChat}
          >
            <p>{which === 'events' ? t.people.noEventsTip : hidden ? t.people.noChatLiveTip : t.people.noChatTip}</p>
          </StateCard>
        )}
        {search !== '' && <p class="faint t-12 chat__hits">{t.people.hits(rows.length)}</p>}
        <ul class={`chat ${search === '' ? '' : 'chat--hits'}`}>
          {listed(rows, kept, (row, key) => (
            <Row key={key} row={row} stage={stage} />
          ))}
        </ul>
      </div>
    </>
  );

  function close() {
    setSearching(false);
    moment.search.value = '';
  }
}

/** While time runs the list changes several times a second, and most rows stay: they keep their element, which costs nothing then. */
function listed(rows: StoryRow[], kept: { current: Map<string, VNode> }, make: (row: StoryRow, key: string) => VNode): VNode[] {
  const next = new Map<string, VNode>();
  for (const row of rows) {
    // Rows have no id of their own, and the same may be told twice.
    const told = `${row.tick} ${row.clock} ${row.type} ${row.player} ${row.name} ${row.text}`;
    let key = told;
    for (let again = 1; next.has(key); again++) key = `${told} ${again}`;
    next.set(key, kept.current.get(key) ?? make(row, key));
  }
  kept.current = next;
  return [...next.values()];
}

/** Which kinds of events are listed. */
function Kinds() {
  const { moment } = useApp().state;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every browser
    <div class="kinds" role="group" aria-label={t.people.kinds}>
      {(Object.keys(EVENT_KINDS) as EventKind[]).map((kind) => (
        <button
          type="button"
          class="chip"
          key={kind}
          aria-pressed={moment.kinds.value.includes(kind)}
          onClick={() => moment.toggleKind(kind)}
        >
          {t.people.kind[kind]}
        </button>
      ))}
    </div>
  );
}

function matches(row: StoryRow, search: string): boolean {
  if (search.startsWith(ONLY_CHANNEL)) return row.type === 'channel' && row.name?.toLowerCase() === search.slice(ONLY_CHANNEL.length);
  return row.text.toLowerCase().includes(search) || (row.name?.toLowerCase().includes(search) ?? false);
}

function Row({ row, stage }: { row: StoryRow; stage: Stage }) {
  const time = row.tick !== null ? format.playClock(row.tick) : row.clock !== null ? format.clockTime(row.clock) : '';
  const title = [row.tick === null ? null : t.time.tick(format.number(row.tick)), row.clock === null ? null : format.logClock(row.clock)];
  const said = row.type === 'chat' || row.type === 'command';
  const { joined } = useApp().state;
  const kinds: readonly Kind[] = row.type === 'research' ? ['technology'] : ['entity', 'damage-type'];
  const what = words(row, joined.more.value === null ? undefined : (name) => joined.titleOf(name, kinds));
  return (
    <li>
      <time title={title.filter((part) => part !== null).join(' · ')}>{time}</time>
      {row.type === 'channel' ? (
        <ChannelRow row={row} />
      ) : said ? (
        <span>
          <PlayerName index={row.player} name={row.name} dot={false} />{' '}
          {row.type === 'command' ? <span class="mono dim">{row.text}</span> : <Rich text={row.text} stage={stage} />}
        </span>
      ) : (
        <span class={row.type === 'error' ? 'bad' : 'sys'}>
          {WITH_NAME.has(row.type) && (row.name !== undefined || row.player !== undefined) ? (
            <>
              <PlayerName index={row.player} name={row.name} dot={false} /> {what}
            </>
          ) : (
            what
          )}
        </span>
      )}
    </li>
  );
}

const WITH_NAME = new Set(['join', 'leave', 'death', 'kick', 'ban']);

/** What happened, without who did it. `title`: what a prototype is called, where a pack is open. */
export function words(row: Pick<StoryRow, 'type' | 'text'>, title?: (name: string) => string): string {
  return Object.hasOwn(t.events, row.type) ? t.events[row.type as keyof typeof t.events](row.text, title) : row.text;
}

/** A thing that was named in chat: its picture and its page where the world's pack has them, else its name as it was written. */
function Thing({ of: { text, tag, kind } }: { of: Extract<Part, { type: 'thing' }> }) {
  const { joined } = useApp().state;
  const kinds = kind === undefined ? [] : [kind];
  const found = joined.iconOf(text, kinds);
  const words = (
    <>
      <JoinedIcon name={text} kinds={kinds} class="pic--16" /> {found?.label ?? text}
    </>
  );
  const page = joined.pageOf(text, kinds);
  return page === null ? (
    <span class="tag" title={tag}>
      {words}
    </span>
  ) : (
    <a class="tag tag--link" title={tag} href={page}>
      {words}
    </a>
  );
}

function Rich({ text, stage }: { text: string; stage: Stage }) {
  const { map } = useApp().state;
  return (
    <>
      {richText(text).map((part, index) => {
        if (part.type === 'text') return part.text;
        if (part.type === 'thing') return <Thing of={part} key={index} />;
        const { place } = part;
        return (
          <button
            type="button"
            class="link"
            key={index}
            onClick={() => {
              const known = map.info.value?.surfaces.some((surface) => surface.name === place.surface) === true;
              if (known && place.surface !== null && place.surface !== map.surface.value?.name) map.openSurface(place.surface);
              stage.goTo(place.x, place.y);
              stage.select(place.x, place.y);
            }}
          >
            [{format.position(Math.round(place.x), Math.round(place.y))}]
          </button>
        );
      })}
    </>
  );
}
