import { useEffect, useRef } from 'preact/hooks';
import type { Notice } from '../../state/notices';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';

const STAYS_MS = 6000;
const ICONS = { good: 'check', bad: 'bad', note: 'info' };

export function Toasts() {
  const { state } = useApp();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {state.notices.value.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

/** Goes by itself, but not while it is pointed at or holds the focus, and not when something failed. */
function Toast({ notice }: { notice: Notice }) {
  const { actions } = useApp();
  const held = useRef(false);
  useEffect(() => {
    if (notice.kind === 'bad') return;
    const timer = setInterval(
      () => {
        if (!held.current) actions.dismiss(notice.id);
      },
      STAYS_MS * (notice.actions.length > 0 ? 2 : 1),
    );
    return () => clearInterval(timer);
  }, [notice.id]);
  const hold = (on: boolean) => () => {
    held.current = on;
  };
  return (
    <div class="toast" onPointerEnter={hold(true)} onPointerLeave={hold(false)} onFocusIn={hold(true)} onFocusOut={hold(false)}>
      <span class={notice.kind === 'note' ? 'accent' : notice.kind}>
        <Icon name={ICONS[notice.kind]} />
      </span>
      <span class="grow toast__text" title={notice.text}>
        {notice.text}
      </span>
      {notice.actions.map((action) => (
        <button
          type="button"
          class="btn"
          key={action.label}
          onClick={() => {
            action.run();
            actions.dismiss(notice.id);
          }}
        >
          {action.label}
        </button>
      ))}
      <button type="button" class="btn btn--ghost btn--icon btn--s" aria-label={t.close} onClick={() => actions.dismiss(notice.id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
