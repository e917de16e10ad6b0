import { GAME, w } from '../../../texts/items';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { pickFolder } from '../../shell/pick';
import { useItems } from '../context';
import { hrefOfTab } from '../href';
import { guessSystem } from '../packs/system';

/** A few that are missing are for the list of them; from this share of all on, the whole grid shows it. */
const MANY = 0.1;

/** Prototypes alone are a browser already: what is not there yet, and how to give it. */
export function Lacking() {
  const { state } = useItems();
  const { actions } = useApp();
  const pack = state.pack.value;
  const frame = state.frame.value;
  if (pack === null || frame === null || pack.unfinished === true) return null;
  const { complete, incomplete, pending } = pack.icons;
  const files = frame.missing.reduce((sum, mod) => sum + mod.files, 0);
  const pictures = pending === 0 && files > 0 && incomplete >= MANY * (complete + incomplete);
  const names = pack.languages.length === 0;
  if (!pictures && !names) return null;
  const [data, mods] = w.front.folders[guessSystem()];
  const folders = [
    { name: w.front.dataFolder, path: data, lacks: frame.missing.some(({ mod }) => GAME.has(mod)) },
    { name: w.front.modsFolder, path: mods, lacks: frame.missing.some(({ mod }) => !GAME.has(mod)) },
  ].filter(({ lacks }) => lacks);
  return (
    <section class="panel match lacking" aria-label={pictures ? w.front.lacking(files) : w.front.noNamesTitle}>
      <span class="mark mark--note">
        <Icon name="info" />
      </span>
      <div class="stack">
        {pictures && (
          <>
            <h2 class="sec">{w.front.lacking(files)}</h2>
            <p>{w.front.lackingTip}</p>
            <dl class="facts">
              {folders.map(({ name, path }) => (
                <div class="lacking__folder" key={name}>
                  <dt>{name}</dt>
                  <dd class="mono">{path}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
        {names && <p>{w.front.noNames}</p>}
        <div class="btns">
          <button type="button" class="btn btn--s" onClick={() => pickFolder(actions.openFiles)}>
            <Icon name="folder" size="s" /> {w.empty.folder}
          </button>
          {pictures && (
            <a class="btn btn--ghost btn--s" href={hrefOfTab(pack.id, 'mod')}>
              {w.front.which}
            </a>
          )}
        </div>
      </div>
    </section>
  );
}
