import type { PackSink } from '../../core/pack/types';
import type { LogEntry } from '../format';

const MAX_MODS = 5000;
/** The Item Browser's own, which is no part of anybody's game. */
const TOOL = 'Dump';

/** The mods that a drop's logs name: they say what a dump in the same drop was made with. */
export class LogMods {
  /** By log; the last launch in it counts. */
  private readonly logs = new Map<string, { version: string | null; mods: Map<string, string> }>();

  entry(file: string, entry: LogEntry): void {
    if (entry.type !== 'engine') return;
    const { type, name, version } = entry.event;
    if (type === 'start') this.logs.set(file, { version: version ?? null, mods: new Map() });
    else if (type === 'mod' && name !== undefined && version !== undefined && name !== TOOL) {
      const log = this.logs.get(file) ?? { version: null, mods: new Map() };
      this.logs.set(file, log);
      if (log.mods.size < MAX_MODS) log.mods.set(name, version);
    }
  }

  /** Logs of different sets of mods say nothing of the dump: nobody knows which of them it belongs to. */
  give(pack: PackSink): void {
    const logs = [...this.logs].filter(([, { mods }]) => mods.size > 0);
    const said = new Set(logs.map(([, { version, mods }]) => JSON.stringify([version, [...mods].sort()])));
    const [first] = logs;
    if (said.size !== 1 || first === undefined) return;
    const [file, { version, mods }] = first;
    if (version !== null) pack.gameVersion(version, file);
    pack.modList(
      [...mods].map(([name, of]) => ({ name, version: of })),
      file,
      true,
    );
  }
}
