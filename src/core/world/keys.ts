/**
 * Numbers of up to 53 bits by the million, as lines are known again by: 8 bytes each and a third more for room, where a Set
 * takes 50 and ends at 16 million.
 */

/** Each grows by itself, so that growing never needs twice the memory of all. */
const PARTS = 64;
const FIRST_SLOTS = 16;
const EMPTY = -1;

/** Odd and unknown to whoever writes logs, who could else choose lines that all fall on one slot. */
const oddNumber = (): number => (Math.random() * 4294967296) | 1;
const [LOW, HIGH, MIX] = [oddNumber(), oddNumber(), oddNumber()];

function hashOf(key: number): number {
  const sum = Math.imul(key | 0, LOW) + Math.imul((key / 4294967296) | 0, HIGH);
  const mixed = Math.imul(sum ^ (sum >>> 15), MIX);
  return mixed ^ (mixed >>> 16);
}

class Part {
  keys = new Float64Array(FIRST_SLOTS).fill(EMPTY);
  private used = 0;

  constructor(private counts: Uint32Array | null) {}

  /** Where a key stands or would stand. */
  slot(key: number, hash: number): number {
    const { keys } = this;
    const mask = keys.length - 1;
    let at = hash & mask;
    while (keys[at] !== key && keys[at] !== EMPTY) at = (at + 1) & mask;
    return at;
  }

  /** How often the key was added before: 0 or 1 without counts. */
  add(key: number, hash: number): number {
    const at = this.slot(key, hash);
    const known = this.keys[at] === key;
    const before = this.counts ? this.counts[at]! : Number(known);
    if (this.counts) this.counts[at] = before + 1;
    if (known) return before;
    this.keys[at] = key;
    this.used += 1;
    if (this.used * 4 > this.keys.length * 3) this.grow();
    return before;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Float64Array(keys.length * 2).fill(EMPTY);
    if (counts) this.counts = new Uint32Array(this.keys.length);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === EMPTY) continue;
      const at = this.slot(key, hashOf(key));
      this.keys[at] = key;
      if (counts && this.counts) this.counts[at] = counts[i]!;
    }
  }
}

class Table {
  private readonly parts: (Part | undefined)[] = new Array(PARTS);

  constructor(private readonly counting: boolean) {}

  protected find(key: number): boolean {
    const hash = hashOf(key);
    const part = this.parts[hash >>> 26];
    return part !== undefined && part.keys[part.slot(key, hash)] === key;
  }

  protected put(key: number): number {
    const hash = hashOf(key);
    let part = this.parts[hash >>> 26];
    if (!part) {
      part = new Part(this.counting ? new Uint32Array(FIRST_SLOTS) : null);
      this.parts[hash >>> 26] = part;
    }
    return part.add(key, hash);
  }
}

/** Keys are whole and not negative. */
export class KeySet extends Table {
  constructor() {
    super(false);
  }

  has(key: number): boolean {
    return this.find(key);
  }

  /** False: it was there. */
  add(key: number): boolean {
    return this.put(key) === 0;
  }
}

export class KeyCounts extends Table {
  constructor() {
    super(true);
  }

  /** How often it was added before. */
  add(key: number): number {
    return this.put(key);
  }
}
