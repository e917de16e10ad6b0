import type { LogStory } from './format';

const HOW =
  'A map comes from the log of a game with the mod Factoscope (Factorio 2.0 and 2.1; the start page has it), or with Kafkatorio (1.1).';

/** Why a log has no map, in a sentence or two; '' when it holds packets. */
export function noteOf(story: LogStory): string {
  if (story.packetLines > 0) return '';
  if (story.lines === 0) return 'The log is empty.';
  const what = launch(story) + tells(story);
  const mod = story.mods.find((name) => name.toLowerCase() === 'factoscope');
  if (mod) {
    return `${what} The mod Factoscope was loaded, but this log holds none of its packets: nothing was played, or its settings let it write elsewhere. Drop the captured stdout (docker logs, journalctl, a redirect) or the script-output/factoscope folder.`;
  }
  if (story.mods.length > 0)
    return `${what} ${story.mods.length === 1 ? 'Its one mod did not write' : `None of its ${story.mods.length} mods wrote`} about the map. ${HOW}`;
  if (story.engine || story.console) return `${what} It says nothing of the map. ${HOW}`;
  return `There is nothing of Factorio in ${story.lines === 1 ? 'this line' : `these ${story.lines} lines`}. ${HOW}`;
}

function launch(story: LogStory): string {
  if (story.version === null) return story.console ? 'This is the console of a game.' : 'This is a piece of a game’s log.';
  const where = story.platform?.includes('headless') ? 'a server' : 'a player’s game';
  return `This is the log of ${where}, Factorio ${story.version}.`;
}

/** What a log tells apart from a map, [type, one, many]. */
const TOLD = [
  ['join', 'join', 'joins'],
  ['leave', 'leave', 'leaves'],
  ['chat', 'chat line', 'chat lines'],
  ['error', 'error', 'errors'],
  ['save', 'save', 'saves'],
] as const;

function tells({ told }: LogStory): string {
  const facts = TOLD.flatMap(([type, one, many]) => {
    const count = told[type] ?? 0;
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`];
  });
  const last = facts.pop();
  return last === undefined ? '' : ` It tells of ${facts.length === 0 ? last : `${facts.join(', ')} and ${last}`}.`;
}
