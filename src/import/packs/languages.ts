/** The folders of `locale/` that the game and its mods have. Source: the game's data/base/locale, 2.1. */
const CODES =
  'af ar be bg ca cs da de el en eo es-ES et eu fa fi fil fr fy-NL ga-IE gl he hr hu id is it ja ka kk ko lt lv mk nl no pl pt-BR pt-PT ro ru sk sl sq sr sv-SE th tr tt uk vi zh-CN zh-TW';
const LANGUAGES: ReadonlyMap<string, string> = new Map(CODES.split(' ').map((code) => [code.toLowerCase(), code]));

/** A language that a folder on the way to a file is called by, the nearest first: "dumps/de/item-locale.json"; null: none is. */
export function languageOfPath(path: string): string | null {
  const folders = path.split('/').slice(0, -1).reverse();
  for (const folder of folders) {
    // "script-output-de", "locale_pt-BR", "space-age-zh-CN"
    for (const name of [folder, ...[...folder.matchAll(/[-_. ]([a-z]{2,3}(?:-[A-Za-z]{2})?)$/g)].map((match) => match[1]!)]) {
      const code = LANGUAGES.get(name.toLowerCase());
      if (code !== undefined) return code;
    }
  }
  return null;
}
