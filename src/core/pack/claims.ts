/** What a pack claims of itself, from all that was said: which game, which mods, which settings. */
import { iconOf } from '../icon/icon-of';
import { dataVersionOf } from '../prototype/normalise';
import type { RawData } from '../prototype/types';
import type { Evidence, Setting } from './evidence';
import { byText } from './packing';
import type { Claim, ModClaim, PackInfo } from './types';
import { compareVersions } from './versions';

/** "__base__/graphics/x.png" → its mod and the path within; null for anything else. */
export function modPath(file: string): { mod: string; path: string } | null {
  const match = /^__(.+?)__\/(.+)$/s.exec(file);
  return match ? { mod: match[1]!, path: match[2]! } : null;
}

/** Mods whose files the icons name. A dump names none otherwise. */
export function namedMods(raw: RawData): Set<string> {
  const mods = new Set<string>();
  for (const [type, named] of raw) {
    for (const name of named.keys()) {
      for (const { file } of iconOf(raw, type, name)?.layers ?? []) {
        const mod = modPath(file)?.mod;
        if (mod !== undefined) mods.add(mod);
      }
    }
  }
  return mods;
}

/** The list that counts: the one that knows most versions, then most mods. Several may have come, a folder's and a log's. */
export function chosenList(evidence: Evidence): Evidence['lists'][number] | null {
  const rank = ([, mods]: Evidence['lists'][number]) => [mods.filter((mod) => mod.version !== null).length, mods.length] as const;
  return evidence.lists.reduce<Evidence['lists'][number] | null>((best, list) => {
    if (best === null) return list;
    const [a, b] = [rank(list), rank(best)];
    return a[0] - b[0] || a[1] - b[1] ? ((a[0] - b[0] || a[1] - b[1]) > 0 ? list : best) : best;
  }, null);
}

/** Versions the list gives; mods it does not name are not in here. */
export function claimedVersions(evidence: Evidence): Map<string, string | null> {
  return new Map((chosenList(evidence)?.[1] ?? []).map((mod) => [mod.name, mod.version]));
}

/** Best first: the claimed version, then the newest. */
export function byClaim(claimed: string | null | undefined): (a: string, b: string) => number {
  return (a, b) => Number(b === claimed) - Number(a === claimed) || compareVersions(b, a) || byText(a, b);
}

/** The `info.json` of a mod that counts. */
export function infoOf(evidence: Evidence, claimed: ReadonlyMap<string, string | null>): (mod: string) => Evidence['infos'][number] | null {
  const best = new Map<string, Evidence['infos'][number]>();
  for (const info of evidence.infos) {
    const before = best.get(info[0]);
    if (before === undefined || byClaim(claimed.get(info[0]))(info[1], before[1]) < 0) best.set(info[0], info);
  }
  return (mod) => best.get(mod) ?? null;
}

/** Of several the fullest. */
export function chosenSettings(evidence: Evidence): Evidence['settings'][number] | null {
  return [...evidence.settings].sort((a, b) => b[2].length - a[2].length || byText(JSON.stringify(a), JSON.stringify(b)))[0] ?? null;
}

export function claimsOf(evidence: Evidence, raw: RawData, named: ReadonlySet<string>): PackInfo['claims'] {
  const gameVersion = gameVersionOf(evidence, dataVersionOf(raw));
  const settings = chosenSettings(evidence);
  return {
    gameVersion,
    mods: modsOf(evidence, named, gameVersion),
    settings: settings === null ? null : { value: Object.fromEntries(settings[2]) as Record<string, Setting>, source: settings[0] },
  };
}

/** What fits the data comes first (a folder of another game may have been dropped along), then the surer source, then the newest. */
function gameVersionOf(evidence: Evidence, data: string): Claim<string> | null {
  const said: [value: string, source: string, surety: number][] = [
    ...evidence.versions.map(([value, from]): [string, string, number] => [value, from, 4]),
    ...evidence.lists.flatMap(([from, mods]) =>
      mods.flatMap((mod): [string, string, number][] => (mod.name === 'base' && mod.version !== null ? [[mod.version, from, 3]] : [])),
    ),
    ...evidence.infos.flatMap(([mod, version, , , , from]): [string, string, number][] =>
      mod === 'base' && version !== '' ? [[version, from, 2]] : [],
    ),
    ...evidence.settings.flatMap(([from, version]): [string, string, number][] => (version === null ? [] : [[version, from, 1]])),
  ];
  const fits = (version: string) => Number(version === data || version.startsWith(`${data}.`));
  said.sort((a, b) => fits(b[0]) - fits(a[0]) || b[2] - a[2] || compareVersions(b[0], a[0]) || byText(a[1], b[1]));
  return said[0] === undefined ? null : { value: said[0][0], source: said[0][1] };
}

/** Where no list names them, mods are those that icons name and those whose texts are of this pack: a folder holds others too. */
const [BY_ICONS, BY_TEXTS] = ['icons', 'texts'];

function modsOf(evidence: Evidence, named: ReadonlySet<string>, game: Claim<string> | null): Claim<ModClaim>[] {
  const list = chosenList(evidence);
  const claimed = claimedVersions(evidence);
  const info = infoOf(evidence, claimed);
  const names = new Set([...named, ...(list === null ? evidence.used : claimed.keys())]);
  names.delete('core');
  return [...names]
    .sort((a, b) => Number(b === 'base') - Number(a === 'base') || byText(a.toLowerCase(), b.toLowerCase()) || byText(a, b))
    .map((name) => {
      const row = info(name);
      const inList = list?.[1].find((mod) => mod.name === name);
      const version = inList?.version ?? (row?.[1] || null) ?? (name === 'base' ? (game?.value ?? null) : null);
      const title = inList?.title || row?.[2];
      const author = inList?.author || row?.[3];
      return {
        value: { name, version, ...(title ? { title } : {}), ...(author ? { author } : {}) },
        source: inList ? list![0] : row ? row[5] : named.has(name) ? BY_ICONS : BY_TEXTS,
      };
    });
}
