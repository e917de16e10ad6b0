/** The answers asked for last, so many of them. One that failed is not kept. */
export class Recent<T> {
  private readonly kept = new Map<string, Promise<T>>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const made = this.kept.get(key) ?? make();
    made.catch(() => this.kept.delete(key));
    // A Map keeps insertion order: the one asked for longest ago goes first.
    this.kept.delete(key);
    this.kept.set(key, made);
    for (const old of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(old);
    }
    return made;
  }
}
