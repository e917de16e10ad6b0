import type { ComponentChildren } from 'preact';

/** A panel of a page with its heading; the list beside the page leads to it by its id. */
export function Section(props: {
  id: string;
  title: string;
  count?: string | undefined;
  end?: ComponentChildren;
  children?: ComponentChildren;
  class?: string;
}) {
  const { id, title, count, end, children, class: extra = '' } = props;
  return (
    <section class={`panel ${extra}`} id={`p-${id}`} aria-labelledby={`h-${id}`} tabIndex={-1}>
      <div class="panel__head panel__head--page">
        <h2 class="sec" id={`h-${id}`}>
          {title}
          {count !== undefined && (
            <>
              {' '}
              <span class="count">{count}</span>
            </>
          )}
        </h2>
        <span class="grow" />
        {end}
      </div>
      {children}
    </section>
  );
}

/** A card of the right column. */
export function Card({ title, children, id }: { title: string; children: ComponentChildren; id?: string }) {
  return (
    <section class="panel" aria-label={title} {...(id === undefined ? {} : { id: `p-${id}`, tabIndex: -1 })}>
      <h2 class="panel__head">{title}</h2>
      <div class="panel__body">{children}</div>
    </section>
  );
}
