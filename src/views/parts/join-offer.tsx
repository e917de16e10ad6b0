import { t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from './icon';

/** Logs without an id that may be of one world: the site asks, the person knows. */
export function JoinOffer({ among }: { /** Only pairs with one of these. */ among?: string[] }) {
  const { state, actions } = useApp();
  const name = (id: string) => state.worlds.value?.find((world) => world.id === id)?.name;
  const pairs = state.joinable.value.filter(
    (pair) => pair.every((id) => name(id) !== undefined) && (among === undefined || pair.some((id) => among.includes(id))),
  );
  return (
    <>
      {pairs.slice(0, 3).map(([a, b]) => (
        <p class="join-offer" key={`${a} ${b}`}>
          <Icon name="link" />
          <span class="grow t-12 dim">{t.worlds.maybeOne(name(a) ?? '', name(b) ?? '')}</span>
          <button
            type="button"
            class="btn btn--s"
            onClick={() => {
              actions.join([a, b]).catch(() => actions.say('bad', t.worlds.notDone));
            }}
          >
            {t.worlds.joinDo}
          </button>
        </p>
      ))}
    </>
  );
}
