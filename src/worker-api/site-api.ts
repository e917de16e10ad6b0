import type { View } from '../core/world/types';

/** A site with a world of its own, as files to put anywhere. */
export interface SiteQuestion {
  /** Address of the page: the site's own files lie below it. */
  base: string;
  /** Files beside the site that its build does not know of; left out where they are not there. */
  more: string[];
  /** What it shows. */
  snapshot: Blob;
  title: string;
  description: string;
  /** Where it will lie, "https://example.org/world/"; null: nobody knows. */
  address: string | null;
  /** What its preview image shows of the world in the snapshot, at the last moment there is of it; null, or where that is not in it: none. */
  view: View | null;
}

/** Makes one zip. A worker makes one and is ended then: so cancelling is ending it. */
export interface SiteApi {
  /**
   * The zip, to be unpacked on any static host. Rejects with a Problem: `site-fetch` when files of the site do not come, `site-renewed`
   * when they are of another version than the page, `site-too-large`, or what is wrong with the snapshot. `onProgress` is told files.
   */
  site(question: SiteQuestion, onProgress: (done: number, total: number) => void): Promise<Blob>;
}
