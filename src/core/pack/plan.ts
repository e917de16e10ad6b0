/** Which prototype has which picture, and what each is made of. Follows from prototypes and evidence alone. */
import { iconOf } from '../icon/icon-of';
import { type PicturePlan, pictureKey } from '../icon/plan';
import { type IconSpec, SHEET_PICTURES } from '../icon/types';
import type { Kind, RawData } from '../prototype/types';
import type { Problem } from '../result';
import { byClaim, claimedVersions, modPath } from './claims';
import type { Evidence } from './evidence';
import { hashOfText } from './packing';
import { type Placed, pictureOrder } from './picture-order';

export interface Plan {
  /** What pictures are made of, each once. */
  plans: PicturePlan[];
  /** By number of picture, from the first that did not come finished: place in `plans`. */
  pictures: number[];
  /** Sheets that came finished hold the first numbers; how many pictures are in them. */
  given: { sheets: string[]; pictures: number };
  /** Keys of the sheets that are drawn here: equal for sheets that show the same. */
  sheets: string[];
  /** Of everything that has an icon. Place in `plans` and number of picture, -1: none; places in `files` of what is missing. */
  refs: [kind: Kind, name: string, plan: number, picture: number, missing: number[]][];
  /** Files that are missing, as layers name them. */
  files: string[];
  /** Prototypes, not refs: a kind may have a name twice. */
  complete: number;
  incomplete: number;
}

/** Where the files of layers are, of all versions the one that counts. */
export function fileFinder(evidence: Evidence): (file: string) => string | null {
  const claimed = claimedVersions(evidence);
  const best = new Map<string, Evidence['found'][number]>();
  for (const row of evidence.found) {
    const key = `__${row[0]}__/${row[2]}`;
    const before = best.get(key);
    if (before === undefined || byClaim(claimed.get(row[0]))(row[1], before[1]) < 0) best.set(key, row);
  }
  return (file) => best.get(file)?.[3] ?? null;
}

/** Hears of layers that are no good. */
export type OnFault = (of: Placed, problem: Problem) => void;

/** Icons of all prototypes, in the order of the grid. */
export function* iconSpecs(
  raw: RawData,
  evidence: Evidence,
  order: readonly Placed[],
  fault?: OnFault,
): Generator<Placed & { spec: IconSpec | null }> {
  const given = new Map(evidence.icons.map(([kind, name, spec]) => [refKey(kind, name), spec]));
  for (const placed of order) {
    const tell = fault && ((problem: Problem) => fault(placed, problem));
    yield { ...placed, spec: given.get(refKey(placed.kind, placed.name)) ?? iconOf(raw, placed.type, placed.name, tell) };
  }
}

/** Files that icons name, by mod: paths within it. */
export function neededFiles(raw: RawData, evidence: Evidence): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>();
  for (const { spec } of iconSpecs(raw, evidence, pictureOrder(raw))) {
    for (const { file } of spec?.layers ?? []) {
      const at = modPath(file);
      if (at === null) continue;
      const paths = needed.get(at.mod) ?? new Set();
      needed.set(at.mod, paths.add(at.path));
    }
  }
  return needed;
}

export const refKey = (kind: string, name: string): string => `${kind}/${name}`;

export function planOf(raw: RawData, evidence: Evidence, fault?: OnFault): Plan {
  const find = fileFinder(evidence);
  const finished = finishedPictures(evidence);
  const given = new Map((evidence.given?.refs ?? []).map((ref) => [refKey(ref[0], ref[1]), ref]));
  const sheets = evidence.given?.sheets.map(([hash]) => hash) ?? [];
  const firstNumber = sheets.length * SHEET_PICTURES;

  const plan: Plan = {
    plans: [],
    pictures: [],
    given: { sheets, pictures: evidence.given?.pictures ?? 0 },
    sheets: [],
    refs: [],
    files: [],
    complete: 0,
    incomplete: 0,
  };
  const places = new Map<string, number>();
  const numbers = new Map<string, number>();
  const files = new Map<string, number>();
  const seen = new Map<string, boolean>();

  const placeOf = (picture: PicturePlan): number => place(places, plan.plans, JSON.stringify(picture), picture);
  const numberOf = (picture: PicturePlan): number => {
    const key = pictureKey(picture);
    return key === null ? -1 : firstNumber + place(numbers, plan.pictures, key, placeOf(picture));
  };

  for (const { kind, name, spec } of iconSpecs(raw, evidence, pictureOrder(raw), fault)) {
    const key = refKey(kind, name);
    const before = seen.get(key);
    if (before !== undefined) {
      // A second prototype of that kind and name shows the same picture.
      if (spec !== null) before ? plan.complete++ : plan.incomplete++;
      continue;
    }
    const choice = choose(spec, find, finished.get(key) ?? null, given.get(key) ?? null);
    if (choice === null) continue;
    const { picture, number, missing } = choice;
    const whole = missing.length === 0;
    seen.set(key, whole);
    whole ? plan.complete++ : plan.incomplete++;
    const at = missing.map((file) => place(files, plan.files, file, file));
    plan.refs.push([kind, name, picture === null ? -1 : placeOf(picture), number ?? (picture === null ? -1 : numberOf(picture)), at]);
  }
  for (let i = 0; i < plan.pictures.length; i += SHEET_PICTURES) {
    const shown = plan.pictures.slice(i, i + SHEET_PICTURES).map((at) => plan.plans[at]);
    plan.sheets.push(hashOfText(JSON.stringify(shown)));
  }
  return plan;
}

function place<T>(places: Map<string, number>, list: T[], key: string, value: T): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  places.set(key, list.length);
  list.push(value);
  return list.length - 1;
}

type Finished = { file: string; premultiplied: boolean; picture: 'native' | 'slot' };

/** The best finished picture of each: a native one tells more. */
function finishedPictures(evidence: Evidence): Map<string, Finished> {
  const best = new Map<string, Finished>();
  for (const [kind, name, picture, premultiplied, hash] of evidence.pictures) {
    const key = refKey(kind, name);
    if (best.get(key)?.picture === 'native') continue;
    best.set(key, { file: hash, premultiplied: premultiplied === 1, picture });
  }
  return best;
}

interface Choice {
  /** What it can be drawn from here; null where only a finished sheet has it, or nothing. */
  picture: PicturePlan | null;
  /** Of the finished sheets, when that one is taken. */
  number: number | null;
  missing: string[];
}

/** A whole finished sheet comes first (it is drawn already), then all layers, a finished picture, and what lacks least. */
function choose(
  spec: IconSpec | null,
  find: (file: string) => string | null,
  finished: Finished | null,
  given: [Kind, string, number, string[]] | null,
): Choice | null {
  const files = spec?.layers.map(({ file }) => find(file)) ?? [];
  const missing = [...new Set(spec?.layers.filter((_, i) => files[i] === null).map(({ file }) => file))];
  const layers: PicturePlan | null = spec !== null && files.some((file) => file !== null) ? { from: 'layers', spec, files } : null;
  const drawn: PicturePlan | null =
    layers !== null && missing.length === 0 ? layers : finished !== null ? { from: 'finished', ...finished, spec } : layers;
  const left = drawn?.from === 'finished' ? [] : missing;
  if (given !== null && given[2] >= 0 && (drawn === null || given[3].length <= left.length))
    return { picture: drawn, number: given[2], missing: given[3] };
  if (spec === null && drawn === null) return null;
  return { picture: drawn, number: null, missing: left };
}

/** Names the list of all pictures: 48 bits. */
export const planNumber = (plan: Plan): number =>
  Number.parseInt(hashOfText(JSON.stringify([plan.given.sheets, plan.sheets])).slice(0, 12), 16);
