import { useEffect, useRef, useState } from 'preact/hooks';
import type { Timeline } from '../../../core/world/timeline-types';
import type { Span } from '../../../core/world/types';
import { format, t } from '../../../texts';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { branchTitle } from '../status';
import { shareAt } from './scale';

/** Forks nearer to each other than this share are one. */
const ONE = 0.012;

interface Fork {
  share: number;
  tick: number;
  branches: string[];
}

/** Where a reloaded save made history go two ways: a press offers the other one. */
export function Forks({ timeline, shown, branch }: { timeline: Timeline; shown: Span; branch: string | null }) {
  const forks: Fork[] = [];
  for (const { tick, branch: other } of [...timeline.forks].sort((a, b) => a.tick - b.tick)) {
    const share = shareAt(shown, tick);
    if (share < 0 || share > 1) continue;
    const last = forks.at(-1);
    if (last !== undefined && share - last.share < ONE) last.branches.push(other);
    else forks.push({ share, tick, branches: [other] });
  }
  return (
    <div class="time__forks">
      {forks.map((fork) => (
        <ForkButton key={fork.tick} fork={fork} branch={branch} />
      ))}
    </div>
  );
}

function ForkButton({ fork, branch }: { fork: Fork; branch: string | null }) {
  const { map, time } = useApp().state;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node)) {
        if (event instanceof KeyboardEvent) {
          // The card on the map stays open.
          event.stopPropagation();
          box.current?.querySelector<HTMLElement>('button')?.focus();
        }
        setOpen(false);
      }
    };
    addEventListener('pointerdown', close, true);
    addEventListener('keydown', close, true);
    return () => {
      removeEventListener('pointerdown', close, true);
      removeEventListener('keydown', close, true);
    };
  }, [open]);
  const info = map.info.value;
  const others = fork.branches.flatMap((id) => info?.branches.find((one) => one.id === id) ?? []);
  const current = info?.branches.find((one) => one.id === branch);
  if (others.length === 0) return null;
  const title = `${t.time.fork(others.length)} · ${format.playTime(fork.tick)}`;
  return (
    <div class={`time__fork ${fork.share > 0.5 ? 'is-right' : ''}`} style={{ left: `${(fork.share * 100).toFixed(3)}%` }} ref={box}>
      <button type="button" aria-label={title} title={title} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="branch" />
      </button>
      {open && (
        <div class="time__menu" role="menu" aria-label={t.time.forks} onKeyDown={focusNext}>
          <p class="t-12 faint">{title}</p>
          {current !== undefined && (
            <p class="row">
              <Icon name="check" /> {branchTitle(current)}
            </p>
          )}
          {others.map((one) => (
            <button
              type="button"
              class="item"
              role="menuitem"
              key={one.id}
              onClick={() => {
                // A moment that both have stays; what is later is another history.
                const tick = time.tick.peek();
                setOpen(false);
                map.branchChoice.value = one.id;
                if (tick !== null && tick > fork.tick) time.seek(fork.tick);
              }}
            >
              {t.time.instead(branchTitle(one))}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Up and down among the branches; only a press chooses. */
function focusNext(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  items[(items.indexOf(document.activeElement as HTMLElement) + by + items.length) % items.length]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
