/** What lanes there are, and how a snapshot treats each: which form its values have, and what holds at a tick. */
import type { ForceIndex, SurfaceIndex } from '../../packet/schema';
import { foldedJournal } from '../journal';
import { type Fold, replaces } from '../lanes';
import { foldedNumbers } from '../number-lane';
import type { Entry } from '../record';
import { foldedThings, mayCut } from '../things';
import type { FormKind } from './form';

export type TextLane = 'journal' | 'story' | 'numbers' | 'tags' | 'events' | 'density' | 'coverage';

export interface LaneKind {
  form: FormKind;
  /** Of lanes of texts, which one. */
  text?: TextLane;
  /** Of lanes of a surface. */
  surface?: SurfaceIndex;
  /** Of charts. */
  force?: ForceIndex;
  fold: Fold;
  /** The fold looks at entries behind the tick that is asked for. */
  looksAhead?: true;
  mayCut(entries: Entry[], at: number): boolean;
}

const anywhere = (): boolean => true;
const nothing = new Uint8Array(0);
/** Lanes that are read from their beginning: no record states what came before it. */
const forgets: Fold = () => nothing;

const TEXTS: Record<TextLane, Fold> = {
  journal: foldedJournal,
  numbers: foldedNumbers,
  story: forgets,
  tags: forgets,
  events: replaces,
  density: replaces,
  coverage: replaces,
};
export const TEXT_LANES = Object.keys(TEXTS) as TextLane[];

/** null: none that this version knows. */
export function kindOfLane(lane: string): LaneKind | null {
  const text = TEXT_LANES.find((name) => name === lane);
  if (text) return { form: 'text', text, fold: TEXTS[text], mayCut: anywhere };
  const [, name, surface, force] = /^(chart|tiles|things):(\d{1,9})(?::(\d{1,9}))?$/.exec(lane) ?? [];
  if (name === undefined || (name === 'chart') !== (force !== undefined)) return null;
  if (name === 'things') return { form: 'things', surface: Number(surface), fold: foldedThings, looksAhead: true, mayCut };
  return {
    form: 'pixels',
    surface: Number(surface),
    ...(force === undefined ? {} : { force: Number(force) }),
    fold: replaces,
    mayCut: anywhere,
  };
}
