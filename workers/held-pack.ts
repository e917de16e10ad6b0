/** A pack as it is held to be asked: what is built of it once, and what is built anew when it changes. */
import type { StoredPack } from '../src/core/pack/open';
import type { PackInfo } from '../src/core/pack/types';
import { createBook } from '../src/core/prototype/book';
import type { Book } from '../src/core/prototype/book-types';
import { languageFor } from '../src/core/prototype/locale/language';
import { createNames, type Names } from '../src/core/prototype/locale/names';
import { createPages, type Pages, TABS } from '../src/core/prototype/pages';
import type { Ref } from '../src/core/prototype/types';
import { createSearch } from '../src/core/search/search';
import type { Search, SearchEntry } from '../src/core/search/types';
import type { PackFrame, SearchAnswer, SearchFilter, Tab, Tongue } from '../src/worker-api/pack-api';

/** Orders of languages that pages are kept for: who compares two languages goes back and forth. */
const TONGUES = 3;
/** Longest list of rows. */
const MAX_ROWS = 1000;

export class HeldPack {
  private readonly tongues = new Map<string, Pages>();
  private found: { search: Search; entries: SearchEntry[] } | null = null;
  /** Languages whose names are ready to be searched. */
  private readonly ready = new Set<string>();

  private constructor(
    public stored: StoredPack,
    private readonly book: Book,
    private readonly names: Names,
  ) {}

  static async of(stored: StoredPack): Promise<HeldPack> {
    const raw = await stored.raw();
    return new HeldPack(stored, createBook(raw), createNames(raw, await stored.texts()));
  }

  /** The same pack after a change. Its prototypes are what its id is made of: those never change. */
  async renewed(stored: StoredPack): Promise<HeldPack> {
    if (!sameTexts(this.stored.info, stored.info)) return new HeldPack(stored, this.book, createNames(this.book.raw, await stored.texts()));
    if (stored.planNumber !== this.stored.planNumber) this.tongues.clear();
    this.stored = stored;
    return this;
  }

  pages({ languages }: Tongue): Pages {
    const key = JSON.stringify(languages);
    const pages =
      this.tongues.get(key) ??
      createPages(
        this.book,
        this.names.in(languages),
        (ref) => this.stored.pictureOf(ref),
        (ref) => this.stored.missing(ref),
      );
    this.tongues.delete(key);
    this.tongues.set(key, pages);
    for (const oldest of this.tongues.keys()) {
      if (this.tongues.size <= TONGUES) break;
      this.tongues.delete(oldest);
    }
    return pages;
  }

  frame(tongue: Tongue): PackFrame {
    const { info } = this.stored;
    return {
      info,
      tabs: this.pages(tongue).tabs(),
      mods: this.mods(info),
      // Not read to be listed: with fifty of them that takes longer than all else.
      languages: this.names.languages().map((code) => ({ code })),
      missing: this.stored.missingByMod(),
    };
  }

  /** Those that are said to be on, in the order they are said, then those that only icons tell of. */
  private mods(info: PackInfo): PackFrame['mods'] {
    const claimed = info.claims.mods.map(({ value, source }) => ({ ...value, source }));
    const told = new Set(claimed.map(({ name }) => name));
    const others = [...this.book.mods.keys()].filter((name) => !told.has(name)).map((name) => ({ name, version: null, source: '' }));
    return [...claimed, ...others].map((mod: (typeof claimed)[number] | (typeof others)[number]) => ({
      name: mod.name,
      version: mod.version,
      title: ('title' in mod ? mod.title : undefined) ?? mod.name,
      author: ('author' in mod ? mod.author : undefined) ?? '',
      source: mod.source,
      entries: this.book.mods.get(mod.name)?.length ?? 0,
      picture: this.stored.pictureOf({ kind: 'mod', name: mod.name }),
    }));
  }

  search(tongue: Tongue, text: string, filter: SearchFilter, limit: number, all: boolean): SearchAnswer {
    const { search, entries } = this.searching();
    const found = search.find({ text, languages: tongue.languages, all, limit: Math.min(MAX_ROWS, limit), ...filter });
    const pages = this.pages(tongue);
    const rows = found.hits.flatMap(({ entry, match }) => {
      const { ref, mod } = entries[entry]!;
      const shown = pages.show(ref);
      return shown === null ? [] : [{ ref: shown, type: this.book.find(ref)?.type ?? '', mod, match }];
    });
    const asked = new Set(this.asked(tongue));
    return {
      rows,
      total: found.total,
      kinds: Object.fromEntries(found.kinds) as Partial<Record<Tab, number>>,
      // Own keys whatever they are called, "__proto__" too.
      mods: Object.fromEntries(found.mods),
      groups: [...found.groups].flatMap(([name, count]) => {
        const ref = pages.show({ kind: 'item-group', name });
        return ref === null ? [] : [{ ref, count }];
      }),
      whole: all || this.names.languages().every((code) => asked.has(code)),
    };
  }

  /**
   * Makes one language's names ready for the search, so that the first one is answered as fast as all others; false when all are. Internal
   * names, English and the asker's languages come first.
   */
  prepareNext(tongue: Tongue): boolean {
    const known = this.names.languages();
    const order = ['', ...this.asked(tongue), ...known];
    const next = order.find((language) => !this.ready.has(language));
    if (next === undefined) return false;
    this.searching().search.prepare(next);
    this.ready.add(next);
    return true;
  }

  /** Codes that the first part of a search looks through. */
  private asked({ languages }: Tongue): string[] {
    const known = this.names.languages();
    const own = languages.flatMap((asked) => languageFor(asked, known) ?? []);
    return [...new Set([...own, 'en', ...known.filter((code) => code === 'dump')])];
  }

  /** Made at the first search, or before it when nothing else is to be done. Of kinds that have lists: other pages lead nowhere. */
  private searching(): { search: Search; entries: SearchEntry[] } {
    if (this.found === null) {
      const entries = TABS.flatMap((kind) => this.book.all(kind)).map((entry): SearchEntry => {
        const ref: Ref = { kind: entry.kind, name: entry.name };
        return { ref, mod: this.book.modOf(ref), group: entry.group, hidden: entry.hidden };
      });
      this.found = { entries, search: createSearch(entries, this.names) };
    }
    return this.found;
  }
}

/** False but for a new name, and for sheets that were rendered meanwhile: while that goes on a pack changes all the time. */
function sameTexts(before: PackInfo, now: PackInfo): boolean {
  if (before.version === now.version) return true;
  const rest = ({ version: _, bytes: __, changedAt: ___, name: ____, icons: _____, ...said }: PackInfo) => JSON.stringify(said);
  return rest(before) === rest(now) && (now.icons.pending < before.icons.pending || now.name !== before.name);
}
