/** Codes of the game that Intl would name with a country nobody needs, or whose script says more than the country. */
const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['es-ES', 'es'],
  ['fy-NL', 'fy'],
  ['ga-IE', 'ga'],
  ['sv-SE', 'sv'],
  ['zh-CN', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
]);

/** Where Intl has no name, or one that nobody calls it by. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['zh-CN', '简体中文'],
  ['zh-TW', '繁體中文'],
  ['eo', 'Esperanto'],
  ['tlh', 'tlhIngan Hol'],
]);

/** A language's name in itself, "Deutsch" for "de"; the code where nobody knows one. */
export function languageName(code: string): string {
  const named = NAMED.get(code);
  if (named !== undefined) return named;
  const spoken = SPOKEN.get(code) ?? code;
  try {
    const name = new Intl.DisplayNames([spoken], { type: 'language', fallback: 'none' }).of(spoken);
    return name === undefined ? code : name[0]!.toLocaleUpperCase(spoken) + name.slice(1);
  } catch {
    // Not a code at all; Intl throws a RangeError.
    return code;
  }
}

/** Codes that mean the same to a reader: a browser says "nb", the game "no". */
const SAME: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
  ['iw', 'he'],
  ['in', 'id'],
  ['tl', 'fil'],
]);

/** The code among `codes` that serves who asks for `asked` ("de-AT" → "de", "pt" → "pt-BR"); null: none. */
export function languageFor(asked: string, codes: readonly string[]): string | null {
  if (codes.includes(asked)) return asked;
  const low = asked.toLowerCase().replaceAll('_', '-');
  const exact = codes.find((code) => code.toLowerCase() === low);
  if (exact !== undefined) return exact;
  const base = baseOf(low);
  if (base === 'zh') {
    const traditional = /-(tw|hk|mo|hant)\b/.test(low);
    const wanted = traditional ? 'zh-TW' : 'zh-CN';
    if (codes.includes(wanted)) return wanted;
  }
  const plain = codes.find((code) => code.toLowerCase() === base);
  return plain ?? codes.find((code) => baseOf(code.toLowerCase()) === base) ?? null;
}

function baseOf(code: string): string {
  const base = code.split('-')[0]!;
  return SAME.get(base) ?? base;
}
