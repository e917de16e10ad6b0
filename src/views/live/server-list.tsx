import type { ServerInfo } from '../../core/live/wire';
import { format } from '../../texts';
import { live as w } from '../../texts/live';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';

/** The servers of a relay, with who is online. A press watches one. */
export function ServerList({ relay, list }: { relay: string; list: readonly ServerInfo[] }) {
  return (
    <ul class="worlds__list">
      {list.map((server) => (
        <Row key={server.id} relay={relay} server={server} />
      ))}
    </ul>
  );
}

function Row({ relay, server }: { relay: string; server: ServerInfo }) {
  const { state, actions } = useApp();
  const from = relay === state.live.own ? null : relay;
  const query = from === null ? '' : `?relay=${encodeURIComponent(from)}`;
  const facts = [
    w.online(server.online),
    server.tick === null ? null : format.playTime(server.tick),
    server.watchers > 0 ? w.watchers(server.watchers) : null,
  ];
  return (
    <li class="thing thing--pack">
      <span class={`thing__glyph live__glyph live__glyph--${server.state}`}>
        <Icon name="live" size="l" />
      </span>
      <span class="grow">
        <a
          class="thing__name strong cut"
          href={`#/live/${encodeURIComponent(server.id)}${query}`}
          title={w.watch(server.name)}
          onClick={(event) => {
            event.preventDefault();
            actions.seekLive(server.id, from);
          }}
        >
          {server.name}
        </a>
        <span class="t-12 faint cut thing__facts">{facts.filter((fact) => fact !== null).join(' · ')}</span>
      </span>
      <span class="t-12 faint thing__end">
        <span class={server.state === 'live' ? 'good' : ''}>{w.states[server.state]}</span>
      </span>
    </li>
  );
}
