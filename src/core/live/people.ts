/** Whose players are, as packets tell it, and what of them a view shows. */
import type { PlayerIndex, PlayerState, PlayersPacket } from '../packet/schema';
import type { Known } from './known';
import type { From } from './local-part';
import type { LiveView } from './view';

/** More of them are nobody's: nothing of them is shown. */
const MOST_PLAYERS = 20_000;

export class People {
  private readonly players = new Map<PlayerIndex, PlayerState>();
  private readonly names = new Map<string, PlayerIndex>();
  /** Those whose force the line that is looked at has told, as they were before it. */
  private readonly met = new Map<PlayerIndex, PlayerState | undefined>();
  /** Where the packets that are looked at come from. */
  from: From = 'chain';

  constructor(
    private readonly view: LiveView,
    known: Known,
  ) {
    for (const { lastSeen: _, ...player } of known.players) this.keep(player);
  }

  isTheirs(index: PlayerIndex): boolean {
    return this.areTheirs(this.players.get(index));
  }

  /** Null: nobody is called so. */
  named(name: string): PlayerIndex | null {
    return this.names.get(name) ?? null;
  }

  private areTheirs(player: PlayerState | undefined): boolean {
    const { force } = this.view;
    if (force === null || player?.force === force) return true;
    // Kafkatorio names the force now and then; until it does, whoever there is, is of the one that is watched.
    return player?.force === undefined && this.from === 'foreign';
  }

  private keep(player: PlayerState): void {
    if (this.players.size >= MOST_PLAYERS && !this.players.has(player.index)) return;
    this.players.set(player.index, player);
    this.learnName(player);
  }

  private learnName({ index, name }: PlayerState): void {
    if (name !== undefined && (this.names.size < 2 * MOST_PLAYERS || this.names.has(name))) this.names.set(name, index);
  }

  /** A line may name a player before it says whose he is: all of a line are introduced before it is looked at. */
  introduce(packets: Iterable<{ kind: string }>): void {
    this.met.clear();
    if (this.view.force === null) return;
    for (const packet of packets) if (packet.kind === 'players') for (const state of (packet as PlayersPacket).list) this.meet(state);
  }

  private meet({ index, name, force }: PlayerState): void {
    if (force === undefined) return;
    const before = this.players.get(index);
    if (before?.force !== undefined) return;
    this.met.set(index, before);
    this.keep({ ...before, index, force, ...(name === undefined ? {} : { name }) });
  }

  shown(packet: PlayersPacket): PlayersPacket | null {
    if (this.view.force === null && this.view.surfaces === null) return packet;
    const list: PlayerState[] = [];
    const listed = new Set<PlayerIndex>();
    let isSame = true;
    for (const state of packet.list) {
      const seen = this.player(state);
      if (seen !== null) list.push(seen);
      isSame &&= seen === state;
      if (packet.whole) listed.add(state.index);
    }
    const { force } = this.view;
    const ofAll = packet.of === undefined;
    if (packet.whole)
      for (const [index, player] of this.players)
        if (!listed.has(index) && (ofAll || player.force === packet.of)) this.players.delete(index);
    const online = packet.online?.filter((name) => this.isNameTheirs(name));
    if (isSame && online?.length === packet.online?.length) return packet;
    const { whole, of: _, online: __, ...rest } = packet;
    // Of those who were left out it must not say that they are gone, and of others nothing was said.
    const all = whole && force !== null && (ofAll || packet.of === force) ? { whole, of: force } : {};
    const names = online === undefined ? {} : { online };
    return list.length > 0 || 'whole' in all || online !== undefined ? { ...rest, ...all, ...names, list } : null;
  }

  /** As restated packets name who is online. */
  private isNameTheirs(name: string): boolean {
    const index = /^#\d{1,10}$/.test(name) ? Number(name.slice(1)) : this.named(name);
    return this.view.force === null || (index !== null && this.isTheirs(index));
  }

  /** What is told of a player by an update: all of him where he comes into sight, that he is gone where he leaves it. */
  private player(state: PlayerState): PlayerState | null {
    const { index } = state;
    const known = this.players.get(index);
    const before = this.met.has(index) ? this.met.get(index) : known;
    this.met.delete(index);
    const wasTheirs = before !== undefined && this.areTheirs(before);
    const wasHere = wasTheirs && this.isHere(before);
    if (state.gone) {
      this.players.delete(index);
      return wasTheirs ? state : null;
    }
    const isNew = before === undefined;
    // Players walk all the time: what is kept of them is changed in place.
    const after = known === undefined ? { ...state } : Object.assign(known, state);
    if (known === undefined) this.keep(after);
    else this.learnName(state);
    if (!this.areTheirs(after)) return wasTheirs ? { index, gone: true } : null;
    if (this.isHere(after)) return wasHere || isNew ? state : { ...after };
    // Of who goes elsewhere only that is told: he stands no longer where he was.
    const { at: _, dir: __, surface, ...rest } = wasTheirs ? state : after;
    const elsewhere = { ...rest, ...(wasHere && surface !== undefined ? { surface } : {}) };
    return Object.keys(elsewhere).length > 1 ? elsewhere : null;
  }

  private isHere({ surface }: PlayerState): boolean {
    return this.view.surfaces === null || (surface !== undefined && this.view.surfaces.has(surface));
  }
}
