import { useEffect, useState } from 'preact/hooks';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from './icon';

/** Copies a text. Says so in its own place for a moment. */
export function CopyButton({
  text,
  label,
  small = true,
  words,
  ghost = true,
}: {
  text: string;
  label: string;
  small?: boolean;
  words?: string;
  ghost?: boolean;
}) {
  const { actions } = useApp();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () =>
    copyText(text).then(
      () => setDone(true),
      () => actions.say('bad', t.copy.failed),
    );
  return (
    <button
      type="button"
      class={`btn ${ghost ? 'btn--ghost' : ''} ${words === undefined ? 'btn--icon' : ''} ${small ? 'btn--s' : ''}`}
      aria-label={words === undefined ? (done ? t.copy.done : label) : undefined}
      title={words === undefined ? label : undefined}
      onClick={copy}
    >
      <Icon name={done ? 'check' : 'copy'} />
      {words !== undefined && <span aria-live="polite">{done ? t.copy.done : words}</span>}
    </button>
  );
}

export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  // Over plain http there is no clipboard, but the old command works.
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'vh';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('copy refused');
}
