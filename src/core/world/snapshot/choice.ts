/** What of a world goes into a snapshot. Private by default: what people said and are called stays at home unless it is asked for. */
import type { ForceIndex, SurfaceIndex } from '../../packet/schema';
import type { Span } from '../types';

export interface SnapshotChoice {
  /** One line of history; null: all of them. */
  branch: string | null;
  /** Both ends included, the same twice for one moment; null: all. */
  span: Span | null;
  /** null: all. */
  surfaces: SurfaceIndex[] | null;
  /** What these have charted, and what is told of them; null: all. */
  forces: ForceIndex[] | null;
  /** What was said, commands, and messages of other mods. */
  chat: boolean;
  /** Players by their names, or as "Player 1", "Player 2" … */
  names: 'keep' | 'numbered';
  /** Rows of the game itself, with its paths and addresses: starts, saves, errors. */
  engine: boolean;
}

/** One moment: the copies at ½ and ¼ are left out, since they are made of what is there in no time. */
export const isMoment = ({ span }: SnapshotChoice): boolean => span !== null && span[0] === span[1];
export const LEFT_OUT: readonly number[] = [1, 2];

export const PRIVATE: SnapshotChoice = {
  branch: null,
  span: null,
  surfaces: null,
  forces: null,
  chat: false,
  names: 'numbered',
  engine: false,
};
export const EVERYTHING: SnapshotChoice = { ...PRIVATE, chat: true, names: 'keep', engine: true };
