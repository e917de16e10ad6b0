import type { Numbers, NumbersQuestion } from '../../../core/world/number-types';
import type { Client } from '../../../state/client';
import { useApp } from '../../app-context';
import { useAnswer } from '../parts/use-answer';

/** The last answer: the next page asks the same of another thing. */
const kept = new WeakMap<Client, { key: string; answer: Promise<Numbers> }>();

/** How much was made and used of everything on the open world, up to the moment the map shows; null: not known (yet). */
export function useTotals(wanted: boolean): Numbers | null {
  const { state, client } = useApp();
  const { map } = state;
  const [info, branch, force, tick] = [map.info.value, map.branch.value, map.force.value, map.tick.value];
  const key = !wanted || info === null || branch === null ? null : JSON.stringify([info.id, info.version, branch, force, tick]);
  const { value } = useAnswer(key, async () => {
    const known = kept.get(client);
    if (known?.key === key) return await known.answer;
    const question: NumbersQuestion = {
      ...{ world: info?.id ?? '', branch: branch ?? '', force, surface: null, points: 2 },
      span: tick === null ? null : [0, tick],
    };
    const answer = client.raster.numbers(question);
    kept.set(client, { key: key ?? '', answer });
    // What failed is asked anew.
    answer.catch(() => kept.delete(client));
    return await answer;
  });
  return value;
}
