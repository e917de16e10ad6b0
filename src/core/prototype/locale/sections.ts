import type { Kind } from '../types';

/** Sections of locale files with the names of a kind, and with its descriptions. */
export interface Sections {
  name: string;
  description: string;
}

/** Kinds whose sections are not just called by them. */
const ODD: ReadonlyMap<string, Sections> = new Map([
  ['autoplace-control', { name: 'autoplace-control-names', description: 'autoplace-control-descriptions' }],
]);

const cache = new Map<string, Sections>();

export function sectionsOf(kind: Kind | 'mod'): Sections {
  let sections = cache.get(kind);
  if (sections === undefined) {
    sections = ODD.get(kind) ?? { name: `${kind}-name`, description: `${kind}-description` };
    cache.set(kind, sections);
  }
  return sections;
}

/** "mining-productivity-3" → "mining-productivity" and 3: levels of a technology share their texts. Null: no level. */
export function levelOf(technology: string): { base: string; level: string } | null {
  const match = /^(.+)-(\d{1,6})$/.exec(technology);
  return match && { base: match[1]!, level: match[2]! };
}
