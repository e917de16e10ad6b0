import { useState } from 'preact/hooks';
import type { PackInfo } from '../../../core/pack/types';
import { t } from '../../../texts';
import { bytes, number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { useApp } from '../../app-context';
import { Dialog } from '../../parts/dialog';
import { Icon } from '../../parts/icon';
import { useBackCloses } from '../../parts/use-back';
import { useItems } from '../context';
import { ExportForm } from './export-form';

/** Names of files that are told; of a folder there are hundreds. */
const FILES = 6;

/** What a person does with a pack as a whole: name it, take it along as one file, delete it. */
export function PackDialog({ pack, onClose }: { pack: PackInfo; onClose: () => void }) {
  const { actions: app } = useApp();
  const { actions } = useItems();
  const [name, setName] = useState(pack.name);
  const done = (work: Promise<void>) => {
    onClose();
    work.catch((problem: unknown) => {
      console.warn(problem);
      app.say('bad', w.pack.notDone);
    });
  };
  const close = () => {
    actions.forgetExport();
    onClose();
  };
  useBackCloses(true, close);
  const { gameVersion } = pack.claims;
  return (
    <Dialog title={pack.name} onClose={close}>
      <form
        class="dialog__body stack"
        onSubmit={(event) => {
          event.preventDefault();
          done(actions.renamePack(pack.id, name));
        }}
      >
        <label class="label" for="pack-name">
          {w.pack.name}
        </label>
        <div class="row">
          <span class="field grow">
            <input
              id="pack-name"
              value={name}
              maxLength={200}
              onInput={(event) => setName(event.currentTarget.value)}
              onBlur={() => name.trim() === '' && setName(pack.name)}
            />
          </span>
          <button type="submit" class="btn" disabled={name.trim() === '' || name === pack.name}>
            {w.pack.rename}
          </button>
        </div>
        <dl class="facts">
          {gameVersion !== null && (
            <>
              <dt>{w.pack.game}</dt>
              <dd>
                {gameVersion.value} <span class="t-12 faint">{w.pack.said(gameVersion.source)}</span>
              </dd>
            </>
          )}
          <dt>{w.side.mods}</dt>
          <dd>{number(pack.claims.mods.length)}</dd>
          <dt>{w.pack.icon}</dt>
          <dd>{w.pack.iconsOf(pack.icons.complete, pack.icons.incomplete)}</dd>
          <dt>{w.pack.size}</dt>
          <dd>{bytes(pack.bytes)}</dd>
          <dt>{w.pack.from}</dt>
          <dd class="worlds__files">
            {[...pack.files.slice(0, FILES), ...(pack.files.length > FILES ? [w.tip.more(pack.files.length - FILES)] : [])].join(', ')}
          </dd>
          <dt>{w.pack.id}</dt>
          <dd class="mono worlds__files">{pack.id}</dd>
        </dl>
      </form>
      {pack.unfinished !== true && pack.tooNew !== true && <ExportForm pack={pack} />}
      <div class="dialog__body btns dialog__foot">
        <span class="grow" />
        <button type="button" class="btn btn--bad" onClick={() => done(actions.removePack(pack.id))}>
          <Icon name="trash" /> {w.pack.remove}
        </button>
        <button type="button" class="btn" onClick={close}>
          {t.close}
        </button>
      </div>
    </Dialog>
  );
}
