import { useEffect, useRef, useState } from 'preact/hooks';
import type { Page } from '../../../core/prototype/types';
import { t } from '../../../texts';
import { w } from '../../../texts/items';
import { useApp } from '../../app-context';
import { CopyButton, copyText } from '../../parts/copy-button';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { hrefOf, hrefOfTab } from '../href';
import { NativeIcon } from '../parts/native';
import { Rich } from '../parts/rich';
import { ThingLink } from '../parts/thing';
import { TechnologyCost } from './technology';

/** What it is called, what it is, and what one can take along of it. */
export function Head({ page }: { page: Page }) {
  const { state, actions } = useItems();
  const { ref, group, mod, copy } = page;
  const pinned = actions.isPinned(ref);
  const kind = ref.kind === 'entity' ? w.kinds.entity : w.kinds[ref.kind];
  return (
    <section class="panel headline" aria-label={ref.label}>
      <NativeIcon of={ref} />
      <div class="headline__words">
        <p class="headline__where t-12 faint">
          <span>{kind}</span>
          {group !== null && (
            <span>
              <ThingLink of={group} />
            </span>
          )}
          {mod !== null && (
            <span>
              <a class="link" href={hrefOf(state.packId.value, { kind: 'mod', name: mod })}>
                {mod}
              </a>
            </span>
          )}
          <span class="mono headline__name">{ref.name}</span>
          {ref.hidden === true && <span class="tag">{w.page.hidden}</span>}
        </p>
        <h1 class="t-20" dir="auto">
          {ref.label}
        </h1>
      </div>
      <TechnologyCost page={page} />
      <div class="btns">
        <button type="button" class="btn" aria-pressed={pinned} onClick={() => (pinned ? actions.unpin(ref) : actions.pin(ref))}>
          <Icon name="pin" /> {pinned ? w.page.pinned : w.page.pin}
        </button>
        {copy.rich !== '' && (
          <CopyButton
            text={copy.rich}
            label={w.page.copyRich(copy.rich)}
            words={`[${copy.rich.slice(1).split('=')[0]}=…]`}
            small={false}
            ghost={false}
          />
        )}
        <More page={page} />
      </div>
      {page.description !== '' && (
        <p class="headline__about dim">
          <Rich text={page.description} />
        </p>
      )}
    </section>
  );

  function More({ page: { ref: of, copy: texts } }: { page: Page }) {
    const { actions: app } = useApp();
    const [open, setOpen] = useState(false);
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => {
      if (!open) return;
      const close = (event: Event) => {
        if (
          event instanceof KeyboardEvent
            ? event.key === 'Escape'
            : !(event.target instanceof Node && box.current?.contains(event.target) === true)
        )
          setOpen(false);
      };
      addEventListener('pointerdown', close);
      addEventListener('keydown', close);
      return () => {
        removeEventListener('pointerdown', close);
        removeEventListener('keydown', close);
      };
    }, [open]);
    const take = (text: string) => {
      setOpen(false);
      copyText(text).then(
        () => app.say('good', t.copy.done),
        () => app.say('bad', t.copy.failed),
      );
    };
    const entries: [words: string, text: string | null][] = [
      [w.page.copyCommand, texts.command],
      [w.page.copyName, of.name],
      [w.page.copyLink, new URL(hrefOf(state.packId.value, of), location.href).href],
    ];
    return (
      <div class="more" ref={box}>
        <button type="button" class="btn btn--icon" aria-label={w.page.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="more" />
        </button>
        {open && (
          <ul class="more__list panel">
            {entries.map(
              ([words, text]) =>
                text !== null && (
                  <li key={words}>
                    <button type="button" class="item" onClick={() => take(text)}>
                      <Icon name="copy" />
                      <span>
                        {words}
                        <span class="mono faint more__text cut">{text}</span>
                      </span>
                    </button>
                  </li>
                ),
            )}
          </ul>
        )}
      </div>
    );
  }
}

/** Back to where the list of its kind is. */
export function BackTo({ kind }: { kind: Page['ref']['kind'] }) {
  const { state } = useItems();
  const tabs: Record<string, string> = w.tabs;
  const tab = kind === 'mod' || Object.hasOwn(tabs, kind) ? (kind as keyof typeof w.tabs | 'mod') : null;
  return (
    <a class="btn btn--ghost btn--s backto" href={hrefOfTab(state.packId.value, tab)}>
      <Icon name="left" size="s" /> {tab === null ? w.page.back : tab === 'mod' ? w.mods.title : w.tabs[tab]}
    </a>
  );
}
