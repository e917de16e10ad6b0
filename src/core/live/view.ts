/** What of a server a watcher sees. */
import type { ForceIndex, PacketKind, SurfaceIndex } from '../packet/schema';

export interface LiveView {
  /** Its map and its people alone; null: all. What stands where it has not charted is not told. */
  force: ForceIndex | null;
  surfaces: ReadonlySet<SurfaceIndex> | null;
  kinds: ReadonlySet<PacketKind> | null;
  /** What was said, commands, messages of other mods. */
  chat: boolean;
  /** Lines of the game itself, with its paths and addresses. */
  engine: boolean;
}

export const ALL: LiveView = { force: null, surfaces: null, kinds: null, chat: true, engine: true };
export const seesAll = (view: LiveView): boolean =>
  view.force === null && view.surfaces === null && view.kinds === null && view.chat && view.engine;
/** Two of the same key are the same; letters, digits and `-`. */
export const viewKey = ({ force, surfaces, kinds, chat, engine }: LiveView): string =>
  [
    force ?? 'a',
    surfaces ? [...surfaces].sort((a, b) => a - b).join('_') : 'a',
    kinds ? [...kinds].sort().join('_') : 'a',
    Number(chat),
    Number(engine),
  ].join('-');
