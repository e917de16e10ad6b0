import type { Page, Ref } from '../../../core/prototype/types';
import { useItems } from '../context';
import { refKey } from '../href';
import { type Answered, useAnswer } from './use-answer';

/** The page of something without opening it. */
export function usePeek(of: Ref | null): Answered<Page | null> {
  const { state, actions } = useItems();
  const pack = state.pack.value;
  const key = of === null || pack === null ? null : `${pack.id} ${pack.version} ${state.languages.value.join()} ${refKey(of)}`;
  return useAnswer(key, (signal) => actions.peek(of as Ref, signal));
}
