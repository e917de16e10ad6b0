import type { StoryRow } from '../../core/world/types';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { CopyButton } from '../parts/copy-button';

/** Before the name of a channel that a search is to show alone. */
export const ONLY_CHANNEL = '#';

/** What another mod said on its channel: the channel, its message, and how to answer from the game's console. */
export function ChannelRow({ row }: { row: StoryRow }) {
  const { moment } = useApp().state;
  const name = row.name ?? '';
  return (
    <span class="channel">
      <button
        type="button"
        class="tag channel__name"
        title={t.people.onChannel(name)}
        aria-label={t.people.onChannel(name)}
        disabled={moment.search.value === ONLY_CHANNEL + name}
        onClick={() => {
          moment.search.value = ONLY_CHANNEL + name;
        }}
      >
        {name}
      </button>{' '}
      <span class="mono dim">{plainly(row.text)}</span>
      {isSendable(name) && <CopyButton text={t.people.send(name)} label={t.people.sendTo(name)} />}
    </span>
  );
}

/** A list of plain values as words, anything else as it was sent; what was cut off stays cut off. */
function plainly(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `${text}…`;
  }
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return text;
  const parts = Object.entries(value);
  if (parts.length === 0 || parts.some(([, part]) => typeof part === 'object')) return text;
  return parts.map(([key, part]) => `${key}: ${part}`).join(', ');
}

/** As the mod takes them (`mod/remote.ts`); others are a reader's own. */
const isSendable = (name: string): boolean => /^[\w.-]{1,64}$/.test(name);
