import type { EngineEvent, EngineStory } from '../format';
import { isDigit, secondsEnd } from '../plain-scan';
import { CONSOLE, consoleEvent, type EngineFact, engineFact } from './engine-lines';
import { Pairs, type Told } from './engine-pairs';

/** An error's further lines (stack traces) are kept with it up to here. */
const MAX_ERROR_LINES = 30;
const MAX_ERROR_TEXT = 4000;
const MAX_PEERS = 10_000;

const decoder = new TextDecoder();

/**
 * The engine's and the console's own lines of one log. Stateful: who has joined decides whether a peer's end is a leave, and a
 * join told by both the engine and the console is told once. Events come in the order of the lines, a join or leave a
 * few lines late.
 */
export class EngineReader {
  readonly story: EngineStory = { version: null, platform: null, mods: [], engine: false, console: false, told: {} };
  private readonly pairs = new Pairs((told) => this.count(told));
  private peers = new Map<number, { player: number; tick?: number }>();
  private modsSeen = new Set<string>();
  private settingsOnly = new Map<string, string>();
  private closed = false;
  private quit = false;
  private error: (Told & { lines: number }) | null = null;

  constructor(
    private readonly emit: (told: Told) => void,
    private readonly other: () => void,
  ) {}

  private count(told: Told): void {
    const { type } = told.event;
    this.story.told[type] = (this.story.told[type] ?? 0) + 1;
    this.emit(told);
  }

  /** Whether lines of scripts, and checksums, say nothing now. */
  get skims(): boolean {
    return this.error === null && this.settingsOnly.size === 0;
  }

  /** One line without its carrier's prefix. Only lines that may matter are decoded. */
  line(bytes: Uint8Array, start: number, end: number, number: number, clock: number | null): void {
    const at = secondsEnd(bytes, start, end);
    if (at > 0) {
      if (!this.story.engine) this.story.engine = true;
      if (this.error) this.endError();
      if (!this.matters(bytes, at)) {
        this.other();
        return;
      }
      const text = decoder.decode(bytes.subarray(start, end));
      const seconds = Number(text.slice(0, at - start));
      if (!this.told(engineFact(text.slice(at - start), seconds), { line: number, clock, text })) this.other();
      return;
    }
    if (end - start > 22 && bytes[start + 4] === 45 && bytes[start + 20] === 91) {
      const text = decoder.decode(bytes.subarray(start, end));
      if (CONSOLE.test(text)) {
        this.endError();
        this.story.console = true;
        const event = consoleEvent(text);
        if (event) this.console({ event, line: number, clock, text });
        else this.other();
        return;
      }
    }
    if (this.error) this.moreOfError(bytes, start, end);
    else this.other();
  }

  /** The first bytes after the seconds: most lines are told apart by one or two. */
  private matters(bytes: Uint8Array, at: number): boolean {
    switch (bytes[at]) {
      case 73: {
        // "Info X": ServerMultiplayerManager, ServerSynchronizer, ClientMultiplayerManager, GameActionHandler, AppManager, MainLoop
        const file = bytes[at + 5];
        if (file === 83) return bytes[at + 11] === 77 || bytes[at + 11] === 83;
        if (file === 65) return bytes[at + 15] === 46;
        return file === 67 || file === 71 || file === 77;
      }
      case 76:
        return bytes[at + 8] === 109;
      case 67:
        return this.settingsOnly.size > 0;
      case 69:
      case 71:
      case 81:
        return true;
      default:
        return isDigit(bytes[at] ?? 0);
    }
  }

  /** False: the line says nothing to us. */
  private told(fact: EngineFact, where: Omit<Told, 'event'>): boolean {
    switch (fact.fact) {
      case 'event':
        return this.event({ event: fact.event, ...where });
      case 'mod':
        return this.mod(fact, where);
      case 'checksum': {
        const version = this.settingsOnly.get(fact.name);
        return version !== undefined && this.mod({ ...fact, fact: 'mod', version, stage: 'data' }, where);
      }
      case 'map':
        this.closed = false;
        return false;
      case 'state': {
        if (fact.state === 'Disconnected') this.closed = true;
        else if (fact.state === 'CreatingGame' || fact.state === 'InGame') this.closed = false;
        return this.anchor(fact.seconds, fact.tick, where);
      }
      case 'peer': {
        const peer = this.peers.get(fact.peer);
        if (peer && fact.tick !== undefined) peer.tick = fact.tick;
        return this.anchor(fact.seconds, fact.tick, where);
      }
      case 'join': {
        if (this.peers.size < MAX_PEERS) this.peers.set(fact.peer, { player: fact.player });
        const at = fact.tick === undefined ? {} : { tick: fact.tick };
        this.pairs.engine({ event: { type: 'join', seconds: fact.seconds, ...at, player: fact.player }, ...where });
        return true;
      }
      case 'leave': {
        const peer = this.peers.get(fact.peer);
        // A peer that never joined only tried to.
        if (!peer) return false;
        this.peers.delete(fact.peer);
        const at = peer.tick === undefined ? {} : { tick: peer.tick };
        this.pairs.engine({ event: { type: 'leave', seconds: fact.seconds, ...at, player: peer.player }, ...where });
        return true;
      }
      case 'nothing':
        this.pairs.at(fact.seconds);
        return false;
    }
  }

  private event(told: Told): boolean {
    const { event } = told;
    this.pairs.at(event.seconds ?? 0);
    if (event.type === 'quit') {
      if (this.quit) return false;
      this.quit = true;
    } else if (event.type === 'start') {
      this.start(event);
    } else if (event.type === 'error') {
      this.error = { ...told, lines: 0 };
      return true;
    }
    this.pairs.pass(told);
    return true;
  }

  /** A log of docker or journald may hold several launches. */
  private start(event: EngineEvent): void {
    this.pairs.flush();
    this.pairs.launch(event);
    this.peers = new Map();
    this.modsSeen = new Set();
    this.settingsOnly = new Map();
    this.closed = false;
    this.quit = false;
    this.story.version = event.version ?? null;
    this.story.platform = event.platform ?? null;
    this.story.mods = [];
  }

  private mod(fact: Extract<EngineFact, { fact: 'mod' }>, where: Omit<Told, 'event'>): boolean {
    const { name, version, stage, seconds } = fact;
    // "core" is the engine's own data, not a mod; and nobody has so many mods.
    if (name === 'core' || this.modsSeen.has(name) || this.modsSeen.size >= MAX_PEERS) return false;
    if (stage.startsWith('settings')) {
      // The data stages give the load order; a mod without them is told when the stages are over.
      if (this.settingsOnly.size < MAX_PEERS) this.settingsOnly.set(name, version);
      return false;
    }
    this.settingsOnly.delete(name);
    this.modsSeen.add(name);
    this.story.mods.push(name);
    return this.event({ event: { type: 'mod', seconds, name, version }, ...where });
  }

  /** After the map is closed the engine still writes a tick, often 0. */
  private anchor(seconds: number, tick: number | undefined, where: Omit<Told, 'event'>): boolean {
    this.pairs.at(seconds);
    if (tick === undefined || (this.closed && tick === 0)) return false;
    this.pairs.pass({ event: { type: 'anchor', seconds, tick }, ...where });
    return true;
  }

  private console(told: Told): void {
    if (told.event.type === 'join' || told.event.type === 'leave') this.pairs.console(told);
    else this.pairs.pass(told);
  }

  private moreOfError(bytes: Uint8Array, start: number, end: number): void {
    const error = this.error!;
    error.lines++;
    if (error.lines > MAX_ERROR_LINES || error.text.length > MAX_ERROR_TEXT) {
      this.endError();
      this.other();
      return;
    }
    const line = decoder.decode(bytes.subarray(start, Math.min(end, start + 500)));
    error.text += `\n${line}`;
    error.event.text += `\n${line}`;
  }

  private endError(): void {
    if (!this.error) return;
    const { lines: _, ...told } = this.error;
    this.error = null;
    // Empty lines at its end are no part of it.
    told.text = told.text.trimEnd();
    told.event.text = told.event.text!.trimEnd();
    this.pairs.pass(told);
  }

  /** Of something that several lines tell the rest may still come. */
  get waits(): boolean {
    return this.error !== null || this.pairs.waits;
  }

  /** A line of packets, or the end of what there is for now: gives all that waits for a next line. */
  flush(): void {
    this.endError();
    this.pairs.flush();
  }

  /** A packet line came between: it ends an error's further lines. */
  interrupted(): void {
    this.endError();
  }
}
