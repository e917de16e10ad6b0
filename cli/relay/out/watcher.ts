/**
 * One who watches. What is queued for it is bounded: beyond that only the number of its next frame is kept, and when that frame is gone it
 * gets what it missed from the log, or the latest state.
 */
import { setImmediate } from 'node:timers/promises';
import type { Allowed } from '../../../src/core/live/view';
import { CLOSE, type Wanted } from '../../../src/core/live/wire';
import type { Channel, Listener } from './channel';
import type { Frame } from './frames';
import type { Guest } from './guest';
import type { Limits, OutCounts } from './options';

/** Frames go as they are: they are made once and are mostly packed already. */
const BINARY = { binary: true, compress: false };

/** Of all who watch one server. */
export interface WatchersOf {
  server: string;
  limits: Limits;
  counts: OutCounts;
  /** Bytes sent since somebody looked. */
  sent: number;
  left: (watcher: Watcher) => void;
}

export class Watcher implements Listener {
  channel: Channel | null = null;
  /** Number of its next frame; null: it is given what came before. */
  private next: number | null = null;
  /** Up to where it has everything; null: nothing yet. */
  private position: number | null = null;
  /** What it has ends in the midst of a line. */
  private within = false;
  /** So much is queued that nothing more is, before it is gone. */
  private full = false;
  private wake: (() => void) | null = null;
  /** Another one as soon as it is given something else. */
  private turn = 0;
  private closed = false;

  constructor(
    readonly guest: Guest,
    private readonly of: WatchersOf,
    readonly wanted: Wanted | undefined,
    readonly allowed: Allowed,
  ) {
    guest.watcher = this;
  }

  /** From a position of this channel on; null: from the latest state. `gap`: it had something before. */
  watch(channel: Channel, from: number | null, gap: boolean): void {
    if (this.closed) return;
    this.pause();
    this.channel = channel;
    this.position = from;
    void this.goOn(channel, gap, this.turn);
  }

  private pause(): void {
    this.channel?.listeners.delete(this);
    this.next = null;
    this.turn += 1;
    this.wake?.();
  }

  gone(): void {
    if (this.closed) return;
    this.closed = true;
    this.pause();
    this.of.left(this);
  }

  private async goOn(channel: Channel, gap: boolean, turn: number): Promise<void> {
    try {
      await channel.ready;
      for (let fresh = false; this.turn === turn; ) {
        const number = this.position === null ? null : channel.numberAt(this.position);
        if (number !== null) return this.join(channel, number);
        if (this.position !== null && channel.plain && channel.near(this.position, fresh)) {
          for await (const frame of channel.fromLog(this.position)) {
            if (!(await this.room(turn))) return;
            this.put(frame);
          }
          fresh = false;
          await setImmediate();
          continue;
        }
        const keyframe = await channel.keyframe();
        const missed = gap || this.position !== null;
        if (missed && this.turn === turn) this.of.counts.gap(this.of.server);
        for (const bytes of missed ? keyframe.afterGap : keyframe.frames) {
          if (!(await this.room(turn))) return;
          this.send(bytes);
        }
        this.position = keyframe.offset;
        fresh = true;
      }
    } catch {
      // The server's log or state fails: that is told where it does; this watcher may ask again.
      if (this.turn === turn) this.end(CLOSE.away, 'The relay cannot read what it keeps.');
    }
  }

  private join(channel: Channel, number: number): void {
    this.next = number;
    channel.listeners.add(this);
    this.catchUp();
  }

  // ---- frames as they are made -------------------------------------------------------------------------------------

  offer(number: number, frame: Frame): void {
    if (this.full || this.next !== number) return;
    this.next = number + 1;
    this.put(frame);
  }

  idle(frame: Uint8Array): void {
    if (!this.full && this.next === this.channel?.next) this.send(frame);
  }

  /** Frames that were made while it was full. */
  private catchUp(): void {
    const channel = this.channel!;
    while (!this.full && this.next !== null && this.next < channel.next) {
      const frame = channel.frame(this.next);
      // In the midst of a long line it cannot begin anew with it: nothing would say so.
      if (frame === undefined) {
        this.watch(channel, this.within ? null : this.position, this.within);
        return;
      }
      this.next += 1;
      this.put(frame);
    }
  }

  // ---- bytes -------------------------------------------------------------------------------------------------------

  private put(frame: Frame): void {
    this.position = frame.offset;
    this.within = frame.offset === frame.from;
    this.send(frame.bytes);
  }

  private send(bytes: Uint8Array): void {
    this.of.sent += bytes.length;
    if (this.guest.socket.bufferedAmount + bytes.length <= this.of.limits.queued) this.guest.socket.send(bytes, BINARY);
    else {
      this.full = true;
      this.guest.socket.send(bytes, BINARY, () => this.emptied());
    }
  }

  /** What was queued is gone. */
  private emptied(): void {
    this.full = false;
    if (this.closed || !this.guest.isThere) return;
    // It reads, though the answer to a ping may be long in coming.
    this.guest.alive = Date.now();
    if (this.wake !== null) this.wake();
    else if (this.next !== null) this.catchUp();
  }

  /** false: nothing more is wanted. */
  private async room(turn: number): Promise<boolean> {
    while (this.full && this.turn === turn)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      }).finally(() => {
        this.wake = null;
      });
    return this.turn === turn;
  }

  // ---- its end -----------------------------------------------------------------------------------------------------

  /** Once in a while: asks whether it is still there. */
  beat(now: number): void {
    if (now - this.guest.alive > this.of.limits.silence) {
      this.of.counts.refused('silent');
      this.guest.socket.terminate();
    } else if (!this.full) this.guest.socket.ping();
  }

  end(code: number, reason: string): void {
    this.gone();
    this.guest.end(code, reason);
  }
}
