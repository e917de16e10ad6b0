/**
 * Which function answers which of the game's events. Several may answer one; the game takes only one per event, so they are
 * gathered here and registered together, whatever the settings say: handlers must be the same on all peers.
 */
import { hasState, state } from './state';

type Answer = (this: void, event: unknown) => void;
const answers = new LuaMap<string, Answer[]>();
const names: string[] = [];

/** `always`: also while the mod is paused, for what keeps the mod's own books. */
export function listen<E>(name: string, answer: (this: void, event: E) => void, always = false): void {
  const kept = (always ? answer : (event: E) => !hasState() || state().paused || answer(event)) as Answer;
  const known = answers.get(name);
  if (known !== undefined) known.push(kept);
  else {
    answers.set(name, [kept]);
    names.push(name);
  }
}

export function listenAll<E>(list: readonly string[], answer: (this: void, event: E) => void): void {
  for (const name of list) listen(name, answer);
}

/** An event that this version of the game does not have is left out. */
export function registerEvents(): void {
  const ids = defines.events as unknown as Record<string, Parameters<typeof script.on_event>[0] | undefined>;
  for (const name of names) {
    const id = ids[name];
    const list = answers.get(name)!;
    if (id === undefined) continue;
    const only = list[0]!;
    if (list.length === 1) script.on_event(id as never, only as never);
    else
      script.on_event(
        id as never,
        ((event: unknown) => {
          for (const answer of list) answer(event);
        }) as never,
      );
  }
}
