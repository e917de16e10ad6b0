import { ALL_KINDS } from '../../core/prototype/kinds';
import type { Kind } from '../../core/prototype/types';
import { fail } from '../../core/result';
import type { Format } from '../format';
import { languageOfPath } from '../packs/languages';
import { wholeText } from '../packs/whole-text';
import { headText } from './head';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_TEXTS = 200_000;
const MAX_NAME = 400;
const MAX_TEXT = 20_000;
const KINDS: ReadonlySet<string> = new Set(ALL_KINDS);

/** What `--dump-prototype-locale` leaves: script-output/<kind>-locale.json, `{"names": {…}, "descriptions": {…}}`, in one language it does not name. */
export const localeDump: Format = {
  id: 'locale-dump',
  label: 'Locale dump',
  help: {
    drop: 'script-output/*-locale.json',
    from: 'factorio --dump-prototype-locale',
    map: false,
    history: false,
    items: true,
    icons: false,
  },
  sniff: (head) => /^\s*\{\s*"(?:names|descriptions)"\s*:\s*\{/.test(headText(head) ?? ''),
  async read(source, sink, signal) {
    const kind = /([a-z-]+)-locale(?: ?\(\d+\))?\.json(?:\.gz)?$/i.exec(source.name)?.[1]?.toLowerCase();
    if (kind === undefined) {
      const tip = 'The game calls these files item-locale.json, fluid-locale.json …: give it its name back.';
      return sink.problem(fail('locale-kind', 'These are names, but the file’s own name does not say of what.', tip, source.name).problem);
    }
    if (!KINDS.has(kind)) {
      // Noise expressions and the like have no page: nothing is lost, and no row in the list of problems is earned.
      return sink.problem(fail('not-a-log-locale', `These are names of “${kind}”, which no page shows.`, '', source.name).problem);
    }
    const text = await wholeText(source, MAX_BYTES, signal);
    if (text === null) return sink.problem(fail('locale-too-large', 'It is longer than 64 MB: it was left out.', '', source.name).problem);
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch (error) {
      const line = text.slice(0, Number(/position (\d+)/.exec(String(error))?.[1] ?? 0)).split('\n').length;
      const why = error instanceof Error ? error.message.slice(0, 120) : '';
      return sink.problem(
        fail('bad-json', `It is cut or damaged (${why}): it was left out.`, 'Let the game write it again.', source.name, line).problem,
      );
    }
    const names = texts(parsed, 'names');
    const descriptions = texts(parsed, 'descriptions');
    sink.pack.texts({ language: languageOfPath(source.name), kind: kind as Kind, names, descriptions }, source.name);
    await sink.turn(source.size);
  },
};

function texts(parsed: unknown, key: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, key)) return found;
  const table = (parsed as Record<string, unknown>)[key];
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return found;
  for (const [name, text] of Object.entries(table)) {
    if (typeof text !== 'string' || name.length > MAX_NAME) continue;
    if (found.size >= MAX_TEXTS) break;
    found.set(name, text.slice(0, MAX_TEXT));
  }
  return found;
}
