import '../styles/live.css';
import { useEffect } from 'preact/hooks';
import { live as w } from '../../texts/live';
import { useApp } from '../app-context';
import { Bones } from '../parts/state-card';
import { ServerList } from './server-list';

/** How often it is asked who plays (ms). */
const EVERY = 15_000;

/** Of a page that comes from a relay: what is played there. */
export function OwnServers() {
  const { live } = useApp().state;
  useEffect(() => {
    const ask = () => document.visibilityState === 'visible' && void live.find(null);
    ask();
    const timer = setInterval(ask, EVERY);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, []);
  const servers = live.servers.value;
  if (servers === null || servers.relay !== live.own) return null;
  return (
    <section class="panel worlds" aria-label={w.title}>
      <div class="panel__head">
        {w.title} <span class="faint">{w.serversHere}</span>
      </div>
      {servers.list !== null && servers.list.length > 0 ? (
        <ServerList relay={servers.relay} list={servers.list} />
      ) : servers.failed ? (
        <p class="worlds__none dim">{w.unreachable}</p>
      ) : servers.list === null ? (
        <Bones />
      ) : (
        <p class="worlds__none dim">{w.none}</p>
      )}
    </section>
  );
}
