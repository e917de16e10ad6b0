/** A line icon, drawn as a mask in the colour of the text beside it. It says nothing to a screen reader: the words do. */
export function Icon({ name, size, class: extra = '' }: { name: string; size?: 's' | 'l'; class?: string }) {
  return <i class={`ui ui-${name}${size === undefined ? '' : ` ui--${size}`} ${extra}`} aria-hidden="true" />;
}
