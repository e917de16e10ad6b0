/** Span over which the speed is told, ms: long enough to be steady, short enough to be true. */
const SPAN = 3000;

/** Bytes a second over the last moments. */
export class Speed {
  private readonly marks: { now: number; bytes: number }[] = [];

  at(now: number, bytes: number): number {
    this.marks.push({ now, bytes });
    while (this.marks.length > 2 && now - this.marks[1]!.now > SPAN) this.marks.shift();
    const first = this.marks[0]!;
    return now > first.now ? Math.max(0, Math.round(((bytes - first.bytes) * 1000) / (now - first.now))) : 0;
  }
}
