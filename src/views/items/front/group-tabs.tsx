import type { GridGroup } from '../../../client';
import { w } from '../../../texts/items';
import { Picture } from '../parts/picture';

/** Groups as the game's crafting screen has them: tabs that lead to their place in the one scroll. */
export function GroupTabs(props: {
  groups: readonly GridGroup[];
  chosen: number;
  /** Those that have something to show. */
  shown: ReadonlySet<number>;
  onChoose: (group: number) => void;
}) {
  const { groups, chosen, shown, onChoose } = props;
  // One group needs no way to it.
  if (shown.size < 2) return null;
  return (
    <nav class="groups" aria-label={w.front.groups}>
      {groups.map(
        ({ group }, at) =>
          shown.has(at) && (
            <button
              type="button"
              key={group.name}
              class={group.picture === null ? 'groups__words' : ''}
              aria-label={group.label}
              title={group.label}
              aria-current={at === chosen ? 'true' : undefined}
              onClick={() => onChoose(at)}
            >
              {group.picture === null ? <span class="cut">{group.label}</span> : <Picture of={group} />}
            </button>
          ),
      )}
    </nav>
  );
}
