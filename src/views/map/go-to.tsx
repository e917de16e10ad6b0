import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_TILE } from '../../state/url';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Dialog } from '../parts/dialog';
import { parsePosition } from './parse-position';
import type { Stage } from './stage';

/** Asks for a position and goes there. */
export function GoTo({ stage, onClose }: { stage: Stage; onClose: () => void }) {
  const { map } = useApp().state;
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  function go(event: Event) {
    event.preventDefault();
    const place = parsePosition(text);
    if (place === null) return setWrong(t.goTo.notOne);
    if (place === 'outside') return setWrong(t.goTo.outside(format.number(MAX_TILE)));
    if (place.surface !== null) {
      const known = map.info.value?.surfaces.some((surface) => surface.name === place.surface);
      if (known !== true) return setWrong(t.goTo.noSurface(place.surface));
      if (map.surface.value?.name !== place.surface) map.openSurface(place.surface);
    }
    stage.goTo(place.x, place.y);
    stage.select(place.x, place.y);
    onClose();
  }

  return (
    <Dialog title={t.goTo.title} onClose={onClose}>
      <form class="dialog__body stack" onSubmit={go}>
        <label class="label" for="go-to">
          {t.goTo.label}
        </label>
        <span class="field">
          <input
            id="go-to"
            ref={field}
            value={text}
            placeholder={t.goTo.placeholder}
            autocomplete="off"
            spellcheck={false}
            aria-invalid={wrong !== ''}
            aria-describedby="go-to-wrong"
            onInput={(event) => {
              setText(event.currentTarget.value);
              setWrong('');
            }}
          />
        </span>
        <p class="t-12 bad" id="go-to-wrong" role="alert">
          {wrong}
        </p>
        <div class="btns dialog__foot">
          <span class="grow" />
          <button type="button" class="btn btn--ghost" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" class="btn btn--primary">
            {t.goTo.go}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
