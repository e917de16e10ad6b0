/** LocalisedString to text in the game's language (https://lua-api.factorio.com/latest/concepts/LocalisedString.html). */
export type Texts = ReadonlyMap<string, string>;

/** Reads `[section]` and `key=value` of a .cfg. */
export function readTexts(cfg: string): Map<string, string> {
  const texts = new Map<string, string>();
  let section = '';
  for (const line of cfg.split(/\r?\n/)) {
    const head = /^\s*\[(.*)\]\s*$/.exec(line);
    if (head) section = `${head[1]}.`;
    else if (!/^\s*[;#]/.test(line) && line.includes('='))
      texts.set(section + line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1));
  }
  return texts;
}

/** "The template can contain placeholders such as __1__ …"; {"" …} concatenates, {"?" …} takes the first that is known. */
export function localise(value: unknown, texts: Texts): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return String(value);
  const [key, ...rest] = value as unknown[];
  if (key === '') return rest.map((part) => localise(part, texts)).join('');
  if (key === '?') {
    const known = rest.find((part) => !Array.isArray(part) || texts.has(String(part[0])) || builtIn(String(part[0])) !== undefined);
    return localise(known ?? rest.at(-1), texts);
  }
  const template = texts.get(String(key)) ?? builtIn(String(key));
  if (template === undefined) return `Unknown key: "${String(key)}"`;
  return template.replace(/__(\d+)__/g, (_, n: string) => localise(rest[Number(n) - 1], texts));
}

/** The simulated game's own names: "entity-name.iron-ore" is "Iron ore". */
function builtIn(key: string): string | undefined {
  const name = /^(?:item|entity|fluid|recipe|tile|technology|quality|item-group)-name\.(.+)$/.exec(key)?.[1];
  return name && name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
