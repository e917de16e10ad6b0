/** Whose connection it is, as far as bounds go. */
import type { IncomingMessage } from 'node:http';

/** null: of this machine itself, or of a proxy on it that does not say for whom. */
export function addressOf(request: IncomingMessage): string | null {
  const near = plainAddress(request.socket.remoteAddress ?? '');
  if (!isLoopback(near)) return netOf(near);
  const far = forwardedFor(request);
  return far === null ? null : netOf(plainAddress(far));
}

/** By whoever is on the machine itself, and not for somebody else: what comes through a proxy of it has a header that says so. */
export function isLocal(request: IncomingMessage): boolean {
  return isNear(request) && PASSED_ON.every((name) => request.headers[name] === undefined);
}

const PASSED_ON = ['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];

/** It comes from this machine, whoever it is for. */
export const isNear = ({ socket }: IncomingMessage): boolean => isLoopback(plainAddress(socket.remoteAddress ?? ''));

/** The last one was written by the proxy that is asked; those before it by anybody. */
function forwardedFor({ headers }: IncomingMessage): string | null {
  const header = headers['x-forwarded-for'];
  const last = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').at(-1)!.trim();
  return last === '' || last.length > 100 ? null : last;
}

const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Of IPv6 whoever has one address has all of its net of 64 bits. */
function netOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const last = tail === undefined ? [] : tail.split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - last.length);
  return [...groups, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':');
}

/** How many of something everybody has. */
export class Tally {
  private readonly counts = new Map<string, number>();

  /** false: it has as many as it may. null is anybody. */
  enter(who: string | null, most: number): boolean {
    if (who === null) return true;
    const count = this.counts.get(who) ?? 0;
    if (count >= most) return false;
    this.counts.set(who, count + 1);
    return true;
  }

  leave(who: string | null): void {
    if (who === null) return;
    const count = (this.counts.get(who) ?? 1) - 1;
    if (count > 0) this.counts.set(who, count);
    else this.counts.delete(who);
  }
}
