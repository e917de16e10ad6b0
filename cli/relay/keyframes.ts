/** Keyframes of a server that are at hand, one for all who see the same. */
import { type LiveView, viewKey } from '../../src/core/live/view';

export interface Keyframe {
  /** Behind it the lines of the log go on. */
  offset: number;
  lines: Uint8Array;
}

/** Of so many views. */
const MAX_VIEWS = 8;

export class Keyframes {
  /** The one used last comes last. */
  private readonly made = new Map<string, Keyframe>();
  private readonly asked = new Map<string, Promise<Keyframe>>();

  of(view: LiveView): Keyframe | undefined {
    return this.made.get(viewKey(view));
  }

  add(view: LiveView, keyframe: Keyframe): void {
    const key = viewKey(view);
    this.made.delete(key);
    this.made.set(key, keyframe);
    for (const oldest of this.made.keys()) {
      if (this.made.size <= MAX_VIEWS) break;
      this.made.delete(oldest);
    }
  }

  /** Makes it once for all who ask while it is made. */
  once(view: LiveView, least: number, make: () => Promise<Keyframe>): Promise<Keyframe> {
    const key = `${viewKey(view)} ${least}`;
    const asked = this.asked.get(key);
    if (asked) return asked;
    const made = make().finally(() => this.asked.delete(key));
    this.asked.set(key, made);
    return made;
  }
}
