/** One dump's prototypes as they come in: normalised at once, so that the whole of a dump is never held. */
import type { IconSpec } from '../icon/types';
import { identityOf } from '../prototype/identity';
import { normalise } from '../prototype/normalise';
import type { Kind, RawTable } from '../prototype/types';
import type { Problem } from '../result';
import { checkedSpec } from './checked-spec';
import { namedMods } from './claims';
import { type Evidence, noEvidence } from './evidence';
import { packId } from './naming';
import { byText } from './packing';
import type { Gathered } from './raw-blocks';
import { sourceName } from './source-name';
import type { DumpSink } from './types';

/** Ten times the largest packs there are. */
const MAX_PROTOTYPES = 500_000;
const MAX_CHARACTERS = 400_000_000;
const MAX_TYPES = 2_000;
const MAX_NAME = 1_000;

export class Gather implements DumpSink {
  readonly raw: Gathered = new Map();
  private readonly names = new Map<string, Set<string>>();
  private readonly icons: Evidence['icons'] = [];
  private count = 0;
  private characters = 0;
  private whole = false;
  /** false: its reader was stopped in the middle. What came of it is no set of prototypes anybody has. */
  ended = false;
  private full = false;

  constructor(readonly file: string) {}

  prototype(type: string, name: string, table: RawTable): void {
    if (this.full || type.length > MAX_NAME || name.length > MAX_NAME) return;
    const names = this.names.get(type) ?? new Set<string>();
    if (names.size === 0) {
      if (this.names.size >= MAX_TYPES) return;
      this.names.set(type, names);
    }
    if (!names.has(name)) this.count++;
    names.add(name);
    const kept = normalise(type, name, table);
    if (kept === null) return;
    this.characters += JSON.stringify(kept).length;
    this.full = this.count > MAX_PROTOTYPES || this.characters > MAX_CHARACTERS;
    const named = this.raw.get(type) ?? new Map<string, RawTable>();
    this.raw.set(type, named.set(name, kept));
  }

  icon(kind: Kind, name: string, spec: IconSpec): void {
    const checked = checkedSpec(spec);
    if (checked !== null && this.icons.length < MAX_PROTOTYPES && name.length <= MAX_NAME) this.icons.push([kind, name, checked]);
  }

  end(whole: boolean): void {
    this.whole = whole;
    this.ended = true;
  }

  get empty(): boolean {
    return this.raw.size === 0;
  }

  problem(): Problem | null {
    if (this.empty)
      return row('dump-empty', this.file, 'There are no prototypes in this dump.', 'Was it written by `factorio --dump-data`?');
    return this.full
      ? row('pack-too-large', this.file, 'This dump holds more than any set of mods has: the rest of it was left out.', '')
      : null;
  }

  id(): string {
    return packId(this.raw, namedMods(this.raw), identityOf(this.raw));
  }

  evidence(): Evidence {
    const counts = [...this.names].map(([type, names]): [string, number] => [type, names.size]);
    return {
      ...noEvidence(),
      whole: this.whole && !this.full ? 1 : 0,
      counts: counts.sort((a, b) => byText(a[0], b[0])),
      icons: this.icons,
      files: this.file === '' ? [] : [sourceName(this.file)],
    };
  }
}

const row = (code: string, file: string, detail: string, tip: string): Problem => ({ code, file, line: 0, detail, tip });
