import { writeAddress } from '../../state/url';
import { t } from '../../texts';
import { embed as words } from '../../texts/embed';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';

/** To the whole site, at what is shown. */
export function FullLink() {
  const { state } = useApp();
  const query = new URLSearchParams(location.search);
  query.delete('embed');
  const search = query.size === 0 ? '' : `?${query}`;
  return (
    <nav aria-label={words.out}>
      <a
        class="btn panel--float embed__link"
        href={`${location.pathname}${search}${writeAddress(state.address.value)}`}
        target="_blank"
        rel="noopener"
        aria-label={words.open(t.name)}
        title={words.openTip}
      >
        <Icon name="out" /> <span class="embed__words">{words.open(t.name)}</span>
      </a>
    </nav>
  );
}
