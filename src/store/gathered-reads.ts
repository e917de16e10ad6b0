/** Reads of one file that are asked for together and lie near each other become one request, and no more than a few run at once. */

/** From `start` up to `end`, not included; exactly that many bytes, or it rejects. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

export interface GatherOptions {
  /** Bytes that nobody asked for are fetched rather than another request made. A request costs what about this much does. */
  gap?: number;
  /** Bytes of one request; a single read may have more. What is at its beginning waits for its end. */
  most?: number;
  atOnce?: number;
  /** Bytes under way from which on nothing more is begun: what shares a line with everything else comes last. */
  enough?: number;
}

interface Wanted {
  start: number;
  end: number;
  resolve(bytes: Uint8Array): void;
  reject(reason: unknown): void;
}

export function gatheredReads(read: ReadRange, options: GatherOptions = {}): ReadRange {
  const { gap = 32 * 1024, most = 256 * 1024, atOnce = 6, enough = 128 * 1024 } = options;
  /** In the order they came. */
  let waiting: Wanted[] = [];
  let running = 0;
  let bytesRunning = 0;
  let due = false;

  function begin(): void {
    due = false;
    while (running < atOnce && bytesRunning < enough && waiting.length > 0) {
      const group = next();
      const bytes = Math.max(...group.map(({ end }) => end)) - Math.min(...group.map(({ start }) => start));
      running += 1;
      bytesRunning += bytes;
      void run(group).finally(() => {
        running -= 1;
        bytesRunning -= bytes;
        begin();
      });
    }
  }

  /** The one that waits longest, with those behind and before it that it reaches. */
  function next(): Wanted[] {
    const sorted = waiting.toSorted((a, b) => a.start - b.start);
    const at = sorted.indexOf(waiting[0]!);
    let [first, last] = [at, at];
    let { start, end } = sorted[at]!;
    for (let one = sorted[last + 1]; one && reaches(end, one.start) && Math.max(end, one.end) - start <= most; one = sorted[last + 1]) {
      end = Math.max(end, one.end);
      last += 1;
    }
    for (let one = sorted[first - 1]; one && reaches(one.end, start) && end - one.start <= most; one = sorted[first - 1]) {
      start = one.start;
      end = Math.max(end, one.end);
      first -= 1;
    }
    const group = sorted.slice(first, last + 1);
    const taken = new Set(group);
    waiting = waiting.filter((one) => !taken.has(one));
    return group;
  }

  const reaches = (end: number, start: number): boolean => start - end <= gap;

  async function run(group: Wanted[]): Promise<void> {
    const from = Math.min(...group.map(({ start }) => start));
    const to = Math.max(...group.map(({ end }) => end));
    try {
      const bytes = await read(from, to);
      for (const { start, end, resolve } of group) resolve(bytes.subarray(start - from, end - from));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (start, end) =>
    new Promise((resolve, reject) => {
      waiting.push({ start, end, resolve, reject });
      // What the same turn still asks for comes along.
      if (!due) setTimeout(begin, 0);
      due = true;
    });
}
