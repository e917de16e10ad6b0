/** Packs beside each other and beside a world: what tells them apart, and which fits. */
import { byText } from './packing';
import type { ModClaim, PackInfo } from './types';
import { compareVersions } from './versions';

export interface WorldMods {
  gameVersion: string | null;
  mods: { name: string; version: string }[];
}
/** One thing that a pack has and others have not, or not so. */
export type Differing =
  | { by: 'game'; version: string }
  | { by: 'mod'; name: string; version: string | null }
  | { by: 'settings' }
  | { by: 'count'; type: string; count: number };
export interface PackDifference {
  pack: string;
  differs: Differing[];
  /** What else differs and is not listed. */
  more: number;
}
export interface PackMatch {
  pack: string;
  /** Everything known of both agrees. */
  exact: boolean;
  missing: string[];
  extra: string[];
  otherVersion: { name: string; world: string; pack: string }[];
}

/** The pack that fits a world's mods best, and what does not match; null: none is of its game ("2.0"). Packs in the bin fit nothing. */
export function packOf(world: WorldMods, infos: readonly PackInfo[]): PackMatch | null {
  const matches = infos
    .filter((info) => info.deletedAt === undefined && !info.tooNew && sameGame(world.gameVersion, info))
    .map((info) => ({ info, match: matchOf(world, info) }));
  matches.sort((a, b) => faults(a.match) - faults(b.match) || b.info.changedAt - a.info.changedAt || byText(a.info.id, b.info.id));
  return matches[0]?.match ?? null;
}

function matchOf(world: WorldMods, info: PackInfo): PackMatch {
  const there = new Map(world.mods.filter(({ name }) => name !== 'core').map(({ name, version }) => [name, version]));
  const here = modsOf(info);
  const otherVersion: PackMatch['otherVersion'] = [];
  for (const [name, version] of there) {
    const mine = here.get(name)?.version ?? null;
    if (mine !== null && compareVersions(mine, version) !== 0) otherVersion.push({ name, world: version, pack: mine });
  }
  const missing = [...there.keys()].filter((name) => !here.has(name)).sort(byText);
  const extra = [...here.keys()].filter((name) => !there.has(name)).sort(byText);
  const game = info.claims.gameVersion?.value ?? null;
  const sameVersion = world.gameVersion === null || game === null || compareVersions(world.gameVersion, game) === 0;
  const exact = sameVersion && missing.length + extra.length + otherVersion.length === 0;
  return { pack: info.id, exact, missing, extra, otherVersion };
}

/** What a missing mod adds has no name and no picture; one too many does little harm, and another version of one less. */
const faults = ({ missing, extra, otherVersion, exact }: PackMatch): number =>
  4 * missing.length + 2 * extra.length + otherVersion.length + (exact ? 0 : 1);

/** The first two numbers: what a value means changes between those. Unknown fits all. */
function sameGame(world: string | null, info: PackInfo): boolean {
  const game = info.claims.gameVersion?.value ?? /-(\d+\.\d+)-[0-9a-f]{16}$/.exec(info.id)?.[1] ?? null;
  const minor = (version: string) => version.split('.').slice(0, 2).join('.');
  return world === null || game === null || minor(world) === minor(game);
}

const modsOf = (info: PackInfo): Map<string, ModClaim> => new Map(info.claims.mods.map(({ value }) => [value.name, value]));

/** Kinds that people count packs by. */
const COUNTED = ['item', 'fluid', 'recipe', 'technology'];
const MOST = 6;

/** Of each pack what not all of them have: game, mods and versions, settings, else counts. For a list of packs. */
export function differences(infos: readonly PackInfo[]): PackDifference[] {
  return infos.map((info) => {
    const others = infos.filter((other) => other !== info);
    const differs: Differing[] = [];
    const game = info.claims.gameVersion?.value;
    if (game !== undefined && others.some((other) => other.claims.gameVersion?.value !== game)) differs.push({ by: 'game', version: game });
    for (const [name, { version }] of modsOf(info)) {
      const same = (other: PackInfo) => {
        const theirs = modsOf(other).get(name);
        return theirs !== undefined && theirs.version === version;
      };
      // The game's own version is told above.
      if (name !== 'base' && !others.every(same)) differs.push({ by: 'mod', name, version });
    }
    const settings = settingsText(info);
    if (settings !== null && others.some((other) => (settingsText(other) ?? settings) !== settings)) differs.push({ by: 'settings' });
    if (differs.length === 0) {
      for (const type of COUNTED)
        if (others.some((other) => countOf(other, type) !== countOf(info, type)))
          differs.push({ by: 'count', type, count: countOf(info, type) });
    }
    return { pack: info.id, differs: differs.slice(0, MOST), more: Math.max(0, differs.length - MOST) };
  });
}

const countOf = (info: PackInfo, type: string): number => (Object.hasOwn(info.counts, type) ? info.counts[type]! : 0);

function settingsText(info: PackInfo): string | null {
  const settings = info.claims.settings?.value;
  return settings === undefined ? null : JSON.stringify(Object.entries(settings).sort(([a], [b]) => byText(a, b)));
}
