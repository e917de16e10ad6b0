/** Arrow keys among the parts of a group that is one tab stop: moves the focus and chooses, as radio buttons and tabs do. */
export function step(event: KeyboardEvent & { currentTarget: HTMLElement }, selector: string): void {
  const parts = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = parts.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const last = parts.length - 1;
  const to: Record<string, number> = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowDown: at === last ? 0 : at + 1,
    ArrowLeft: at === 0 ? last : at - 1,
    ArrowUp: at === 0 ? last : at - 1,
    Home: 0,
    End: last,
  };
  const next = to[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  parts[next]?.focus();
  parts[next]?.click();
}
