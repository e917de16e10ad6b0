/**
 * Lines `>DUMP>type>json<` that the Item Browser's Dump mod prints on stdout. The JSON may hold `>` and `<`; a line is cut where the
 * engine or the console writes into the middle of it, and goes on behind that.
 */

import type { ModClaim, PackSink } from '../../core/pack/types';
import { parseForeign, valueEnd } from '../../core/packet/json';
import type { Problem } from '../../core/result';
import { BrowserData } from './browser-data';
import { takeDumped } from './dump-mod';

const MARK = '>DUMP>';
const HEAD = /^>DUMP>([a-z-]{1,40})>/;
/** The same in a line that began as another's; players may write a good deal on the console. */
const INSIDE = />DUMP>[a-z-]{1,40}>\{/;
/** What is written into a line: the console's and the engine's own lines. */
const OTHER =
  /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[A-Z]| {0,3}\d{1,7}\.\d{3} (?:Info|Script|Error|Warning|Checksum|Loading|Verbose|Goodbye) ?/;
const OWN = new RegExp(`^(?:${OTHER.source})`);
const CHECKSUM = /^ *\d+\.\d{3} Checksum of (.{1,200}): \d+\s*$/;
const LOADING = /^ *\d+\.\d{3} Loading mod (.{1,200}) (\d+(?:\.\d+)+) \((?:data|data-updates|data-final-fixes)\.lua\)\s*$/;
const START = /^ *\d+\.\d{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d; Factorio (\d+(?:\.\d+)+) /;
/** A whole JSON of a dump is some thousand characters; icons of many layers some ten thousand. */
const MAX_LENGTH = 1024 * 1024;
/** Lines of others between the halves. */
const MAX_BETWEEN = 1000;
/** Pieces of one line: it holds no line feed of its own, so that each is a cut; and each is looked through again. */
const MAX_PIECES = 20;
const MAX_MODS = 5000;

export class DumpLines {
  private readonly data = new BrowserData();
  private held: { text: string; line: number; between: number; pieces: number } | null = null;
  private mods = new Map<string, string | null>();
  private order: string[] = [];
  private version: string | null = null;
  private any = false;

  constructor(
    private readonly pack: PackSink,
    private readonly file: string,
    private readonly report: (problem: Problem) => void,
  ) {}

  /** Lines of a dump were met: every line is wanted now. */
  get begun(): boolean {
    return this.any;
  }

  /**
   * Takes what of a line is the dump's. Answers what is left of it for the others: the line itself, what stood in or behind a line of
   * the dump, or null when nothing is.
   */
  line(text: string, number: number): string | null {
    this.learn(text);
    if (text.startsWith(MARK)) {
      this.any = true;
      this.lost();
      return this.begin(text, number);
    }
    const { held } = this;
    if (held === null) return this.any ? this.inside(text, number) : text;
    if (OWN.test(text)) {
      if (++held.between > MAX_BETWEEN) this.lost();
      return this.any ? this.inside(text, number) : text;
    }
    this.held = null;
    if (held.text.length + text.length > MAX_LENGTH || held.pieces >= MAX_PIECES) {
      this.cut(held.line);
      return text;
    }
    return this.begin(held.text + text, held.line, held.pieces + 1);
  }

  /** A line of the dump that begins behind another's cut half. */
  private inside(text: string, number: number): string | null {
    const at = INSIDE.exec(text)?.index;
    if (at === undefined) return text;
    this.lost();
    const rest = this.begin(text.slice(at), number);
    return text.slice(0, at) + (rest ?? '');
  }

  private begin(whole: string, number: number, pieces = 1): string | null {
    let text = whole;
    for (;;) {
      const head = HEAD.exec(text);
      if (head === null) {
        // The type itself may be cut.
        if (/^>DUMP>[a-z-]{0,40}$/.test(ownPart(text))) return this.open(text, number, pieces);
        this.cut(number);
        return null;
      }
      const json = text.slice(head[0].length);
      const end = json[0] === '{' || json[0] === '[' ? valueEnd(json) : -1;
      if (end < 0 || json[end] === undefined) return this.open(text, number, pieces);
      if (json[end] !== '<' && ownPart(text).length === head[0].length + end) return this.open(text, number, pieces);
      if (json[end] !== '<' || !this.take(head[1]!, json.slice(0, end))) {
        this.cut(number);
        return null;
      }
      const rest = json.slice(end + 1);
      if (rest.trim() === '') return null;
      if (!rest.startsWith(MARK)) return rest;
      text = rest;
    }
  }

  /** Its end has not come: what was written into it is given back, and its rest is waited for. */
  private open(text: string, number: number, pieces: number): string | null {
    const own = ownPart(text);
    this.held = { text: own, line: number, between: 0, pieces };
    return own.length === text.length ? null : text.slice(own.length);
  }

  private take(type: string, json: string): boolean {
    const value = parseForeign(json);
    return value.ok && takeDumped(this.data, type, value.value);
  }

  private learn(text: string): void {
    if (text.length > 500) return;
    const loading = LOADING.exec(text);
    if (loading !== null && this.mods.size < MAX_MODS) this.mods.set(loading[1]!, loading[2]!);
    const checksum = CHECKSUM.exec(text)?.[1];
    if (checksum !== undefined && this.order.length < MAX_MODS && !this.order.includes(checksum)) this.order.push(checksum);
    this.version = START.exec(text)?.[1] ?? this.version;
  }

  private lost(): void {
    if (this.held !== null) this.cut(this.held.line);
    this.held = null;
  }

  private cut(line: number): void {
    const tip = 'A line is cut where another process writes to the same output. Dump again, or live with one icon or recipe less.';
    this.report({
      code: 'dump-line-cut',
      file: this.file,
      line,
      detail: 'A line of the Dump mod is cut or damaged: it was left out.',
      tip,
    });
  }

  /** At the log's end: all that was dumped goes to the packs. */
  end(): void {
    this.lost();
    if (this.data.size === 0) return;
    const dump = this.pack.dump(this.file);
    this.data.give(dump);
    dump.end(true);
    if (this.version !== null) this.pack.gameVersion(this.version, this.file);
    const mods = this.claims();
    if (mods.length > 0) this.pack.modList(mods, this.file, true);
  }

  /** In the order in which the game loaded them, as the checksums say; the Dump mod itself is no part of anybody's game. */
  private claims(): ModClaim[] {
    const names = this.order.length > 0 ? this.order : [...this.mods.keys()];
    return names.filter((name) => name !== 'core' && name !== 'Dump').map((name) => ({ name, version: this.mods.get(name) ?? null }));
  }
}

/** A line up to where another was written into it. */
function ownPart(text: string): string {
  const other = OTHER.exec(text);
  return other === null ? text : text.slice(0, other.index);
}
