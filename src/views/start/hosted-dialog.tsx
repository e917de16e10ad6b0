import type { WorldInfo } from '../../core/world/types';
import { format, t } from '../../texts';
import { hosted as words } from '../../texts/hosted';
import { useApp } from '../app-context';
import { CopyButton } from '../parts/copy-button';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';

/** What a person does with a world that is read where it lies: keep it, keep its pack, forget it. */
export function HostedDialog({ world, onClose }: { world: WorldInfo; onClose: () => void }) {
  const { state, actions } = useApp();
  const packBytes = state.hosted.list.value.get(world.id)?.packBytes ?? 0;
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog title={world.name} onClose={onClose}>
      <div class="dialog__body stack">
        <dl class="facts">
          <dt>{words.at}</dt>
          <dd class="mono worlds__files">{world.hosted}</dd>
          <dt>{words.size}</dt>
          <dd>{format.bytes(world.bytes)}</dd>
          <dt>{t.worlds.id}</dt>
          <dd class="mono worlds__files">{world.id}</dd>
        </dl>
        <div class="btns">
          <CopyButton text={world.hosted ?? ''} label={words.copy} words={words.copy} />
        </div>
        <p class="t-12 faint">{words.keepTip(world.bytes)}</p>
        <div class="btns">
          <button type="button" class="btn btn--primary" onClick={then(() => void actions.keepHosted(world.id))}>
            <Icon name="save" /> {words.keep}
          </button>
        </div>
        {packBytes > 0 && (
          <>
            <p class="t-12 faint">{words.packTip(packBytes)}</p>
            <div class="btns">
              <button type="button" class="btn" onClick={then(() => void actions.keepHostedPack(world.id))}>
                <Icon name="cube" /> {words.pack}
              </button>
            </div>
          </>
        )}
        <div class="btns dialog__foot">
          <span class="t-12 faint grow">{words.forgetTip}</span>
          <button type="button" class="btn" onClick={then(() => void actions.remove(world.id))}>
            {words.forget}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
