import { useState } from 'preact/hooks';
import type { WorldInfo } from '../../core/world/types';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { Picker } from '../parts/picker';

/** What a person does with a world as a whole: name it, join it with another, take it apart, delete it. */
export function WorldDialog({ world, onClose }: { world: WorldInfo; onClose: () => void }) {
  const { state, actions } = useApp();
  const [name, setName] = useState(world.name);
  const others = (state.worlds.value ?? []).filter((other) => other.id !== world.id);
  const [other, setOther] = useState('');
  const done = (work: Promise<void>) => {
    onClose();
    work.catch((problem: unknown) => {
      console.warn(problem);
      actions.say('bad', t.worlds.notDone);
    });
  };

  return (
    <Dialog title={world.name} onClose={onClose}>
      <form
        class="dialog__body stack"
        onSubmit={(event) => {
          event.preventDefault();
          done(actions.rename(world.id, name));
        }}
      >
        <label class="label" for="world-name">
          {t.worlds.name}
        </label>
        <div class="row">
          <span class="field grow">
            <input
              id="world-name"
              value={name}
              maxLength={200}
              onInput={(event) => setName(event.currentTarget.value)}
              // A world has a name: one that was emptied comes back.
              onBlur={() => name.trim() === '' && setName(world.name)}
            />
          </span>
          <button type="submit" class="btn btn--primary" disabled={name.trim() === '' || name === world.name}>
            {t.worlds.rename}
          </button>
        </div>

        <dl class="facts">
          <dt>{t.worlds.size}</dt>
          <dd>{format.bytes(world.bytes)}</dd>
          <dt>{t.worlds.files}</dt>
          <dd class="worlds__files">{world.files.slice(0, 20).join(', ')}</dd>
          <dt>{t.worlds.id}</dt>
          <dd class="mono worlds__files">{world.id}</dd>
        </dl>

        {others.length > 0 && (
          <>
            <span class="label">{t.worlds.join}</span>
            <div class="row">
              <Picker
                label={t.worlds.join}
                value={other}
                choices={[{ value: '', label: t.worlds.joinWith }, ...others.map((one) => ({ value: one.id, label: one.name }))]}
                onChoose={setOther}
              />
              <button type="button" class="btn" disabled={other === ''} onClick={() => done(actions.join([world.id, other]))}>
                {t.worlds.joinDo}
              </button>
            </div>
            <p class="t-12 faint">{t.worlds.joinTip}</p>
          </>
        )}
        <div class="btns dialog__foot">
          {world.joined && (
            <button type="button" class="btn btn--ghost" onClick={() => done(actions.split(world.id))}>
              <Icon name="branch" /> {t.worlds.split}
            </button>
          )}
          <span class="grow" />
          <button type="button" class="btn btn--bad" onClick={() => done(actions.remove(world.id))}>
            <Icon name="trash" /> {t.worlds.remove}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
