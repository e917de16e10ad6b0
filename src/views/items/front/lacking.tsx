import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { hrefOfTab } from '../href';

/** Prototypes alone are a browser already: what is not there yet, and how to give it. */
export function Lacking() {
  const { state } = useItems();
  const pack = state.pack.value;
  if (pack === null || pack.unfinished === true) return null;
  const { pictures, pending } = pack.icons;
  const lines = [pictures === 0 && pending === 0 ? w.front.noPictures : null, pack.languages.length === 0 ? w.front.noNames : null].filter(
    (line) => line !== null,
  );
  if (lines.length === 0) return null;
  return (
    <div class="panel match lacking">
      <span class="mark mark--note">
        <Icon name="info" />
      </span>
      <div class="stack">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {pictures === 0 && (
          <a class="link" href={hrefOfTab(pack.id, 'mod')}>
            {w.front.which}
          </a>
        )}
      </div>
    </div>
  );
}
