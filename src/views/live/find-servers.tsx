import { useEffect, useState } from 'preact/hooks';
import { live as w } from '../../texts/live';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { Bones } from '../parts/state-card';
import { ServerList } from './server-list';

/** The field for a relay's address, the servers it has, and those that were watched here. */
export function FindServers() {
  const { state, actions } = useApp();
  const { live } = state;
  const address = state.address.value;
  const asked = address.page === 'live' ? address.relay : null;
  const [text, setText] = useState(asked ?? '');
  useEffect(() => {
    if (asked !== null || live.own !== null) void live.find(asked);
  }, [asked]);
  const refused = live.refused.value;
  const servers = live.servers.value;
  const places = live.places.value;
  return (
    <main class="find-live">
      <section class="panel find-live__ask" aria-label={w.claim}>
        <h1 class="t-20">{w.claim}</h1>
        <p class="dim">{w.lead}</p>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void live.find(text);
          }}
        >
          <label class="label" for="live-relay">
            {w.address}
          </label>
          <div class="row find-live__row">
            <span class="field grow">
              <input
                id="live-relay"
                type="text"
                inputMode="url"
                autocomplete="off"
                spellcheck={false}
                maxLength={1000}
                placeholder={w.placeholder}
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            </span>
            <button type="submit" class="btn btn--primary" disabled={text.trim() === ''}>
              <Icon name="live" /> {w.find}
            </button>
          </div>
        </form>
        {refused !== null && (
          <p role="alert" class="bad">
            {refused.why === 'mixed' && refused.url !== null ? `${w.mixed(new URL(refused.url).host)} ${w.mixedTip}` : w.badAddress}
          </p>
        )}
        {refused === null && servers?.failed === true && (
          <p role="alert">
            {w.notFound(new URL(servers.relay).host)} {w.notFoundTip}{' '}
            <a class="link" href={servers.relay} rel="noopener noreferrer">
              {w.open(new URL(servers.relay).host)}
            </a>
          </p>
        )}
      </section>
      {servers !== null && (servers.list !== null || !servers.failed) && (
        <section class="panel worlds" aria-label={w.servers}>
          <div class="panel__head">
            {w.servers} <span class="faint">{new URL(servers.relay).host}</span>
          </div>
          {servers.list === null ? (
            <Bones />
          ) : servers.list.length === 0 ? (
            <p class="worlds__none dim">{w.none}</p>
          ) : (
            <ServerList {...servers} list={servers.list} />
          )}
        </section>
      )}
      {places.length > 0 && (
        <section class="panel worlds" aria-label={w.known}>
          <div class="panel__head">{w.known}</div>
          <ul class="worlds__list">
            {places.map(({ source: { relay, server, name } }) => (
              <li key={`${relay} ${server}`} class="thing thing--pack">
                <span class="thing__glyph">
                  <Icon name="live" size="l" />
                </span>
                <span class="grow">
                  <a
                    class="thing__name strong cut"
                    href={`#/live/${encodeURIComponent(server)}?relay=${encodeURIComponent(relay)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      actions.seekLive(server, relay === live.own ? null : relay);
                    }}
                  >
                    {name}
                  </a>
                  <span class="t-12 faint cut thing__facts">{w.at(server, new URL(relay).host)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
