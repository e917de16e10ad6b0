import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

/** Says what is, then what to do: for what is empty, missing or failed. */
export function StateCard(props: {
  kind?: 'note' | 'bad' | 'good';
  icon: string;
  title: string;
  children?: ComponentChildren;
  code?: string;
  busy?: boolean;
  float?: boolean;
}) {
  const { kind = 'note', icon, title, children, code, busy = false, float = false } = props;
  return (
    <section class={`panel state ${float ? 'panel--float' : ''}`} aria-busy={busy}>
      <span class={`mark mark--${kind}`}>
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      {children}
      {code !== undefined && <p class="code">{code}</p>}
    </section>
  );
}

/** Grey bars in the shape of what comes. */
export function Bones() {
  return (
    <div class="stack bones" aria-hidden="true">
      <span class="bone" />
      <span class="bone" />
      <span class="bone" />
    </div>
  );
}
