import type { PackSink, Shelf } from '../../core/pack/types';

/** Dumps of a drop. */
export interface Dumps {
  begun: number;
  /** Fewer than begun: the reading of one was stopped, and what came of it is no set of prototypes anybody has. */
  ended: number;
}

/**
 * The same sink, whose shelves are empty once the job is cancelled: what was read until then is stored, and soon, instead of
 * waiting for thousands of pictures.
 */
export function stoppable(sink: PackSink, signal: AbortSignal, dumps: Dumps): PackSink {
  return {
    dump: (file) => {
      const dump = sink.dump(file);
      dumps.begun++;
      return {
        prototype: (type, name, table) => dump.prototype(type, name, table),
        icon: (kind, name, spec) => dump.icon(kind, name, spec),
        end: (whole) => {
          dumps.ended++;
          dump.end(whole);
        },
      };
    },
    mod: (info, from) => sink.mod(info, from),
    shelf: (shelf) => sink.shelf(stoppableShelf(shelf, signal)),
    locale: (mod, language, table, version, file) => sink.locale(mod, language, table, version, file),
    texts: (texts, from) => sink.texts(texts, from),
    picture: (picture) => sink.picture(picture),
    modList: (mods, from) => sink.modList(mods, from),
    settings: (gameVersion, startup, from) => sink.settings(gameVersion, startup, from),
    gameVersion: (version, from) => sink.gameVersion(version, from),
    snapshot: (entries, from) => sink.snapshot(entries, from),
  };
}

function stoppableShelf(shelf: Shelf, job: AbortSignal): Shelf {
  return {
    ...shelf,
    has: (path) => shelf.has(path),
    async read(paths, signal) {
      try {
        if (!job.aborted) return await shelf.read(paths, signal.aborted ? signal : job);
      } catch (error) {
        if (!job.aborted) throw error;
      }
      return paths.map(() => null);
    },
  };
}
