/** The texts as the mods' `.cfg` files, and which of them exist. */
import { LANGUAGES, type Language, MODS } from './options';
import { TEXTS } from './texts';

/** What the two smaller mods bring; all else is base's or Space Age's. */
const OF_QUALITY = /^(quality-name\.|item-(name|description)\.quality-module|recipe-name\.recycling)/;
const OF_SPACE_AGE =
  /(tungsten|molten|lava|vulcanus|gleba|fulgora|aquilo|asteroid|thruster|foundry|electromagnetic|biochamber|crusher|cargo-|sunberry|nutrients|spoilage|spores|metallurgic|space-platform|agricult|casting|volcanic|snow|rim\b|discovery|snow)/;

interface Text {
  section: string;
  key: string;
  by: Map<Language, string>;
}

export const texts: readonly Text[] = parse();

function parse(): Text[] {
  const found: Text[] = [];
  let section = '';
  for (const line of TEXTS.split('\n')) {
    const heading = /^\[(.+)\]$/.exec(line);
    if (heading) section = heading[1]!;
    else if (line !== '') {
      const [key = '', ...words] = line.split(' | ').map((part) => part.trim());
      if (words.length !== LANGUAGES.length) throw new Error(`${section}.${key} has ${words.length} texts`);
      found.push({ section, key, by: new Map(LANGUAGES.flatMap((language, i) => (words[i] === '-' ? [] : [[language, words[i]!]]))) });
    }
  }
  return found;
}

export const has = (section: string, key: string): boolean => texts.some((text) => text.section === section && text.key === key);

const modOf = ({ section, key }: Text): string => {
  const name = `${section}.${key}`;
  return OF_QUALITY.test(name) ? 'quality' : OF_SPACE_AGE.test(key) ? 'space-age' : 'base';
};

/** Path within the pack's folder → text of a `.cfg`. */
export function localeFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const mod of MODS)
    for (const language of LANGUAGES) {
      const lines: string[] = [];
      let section = '';
      for (const text of texts) {
        const words = text.by.get(language);
        if (modOf(text) !== mod || words === undefined) continue;
        if (text.section !== section) lines.push('', `[${text.section}]`);
        section = text.section;
        lines.push(`${text.key}=${words}`);
      }
      if (lines.length > 0)
        files.set(`data/${mod}/locale/${language}/${mod}.cfg`, `; Nordland: ${mod}, ${language}\n${lines.join('\n').trimStart()}\n`);
    }
  // Windows' line ends and a mark at the beginning, a key without a section, a later file that wins.
  files.set(
    'data/elevated-rails/locale/en/later.cfg',
    '\ufeff# said again\r\nnordland=Nordland\r\n\r\n[entity-name]\r\nrail-support=Pillar\r\n',
  );
  files.set('data/elevated-rails/locale/de/later.cfg', '[entity-name]\nrail-support=Pfeiler\n');
  return files;
}
