/** Dates as logs write them, into ms since 1970. A date without a zone is read as UTC. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-11-21T19:56:24.123456789Z`, with or without fraction, zone Z or ±hh:mm, T or a space between; nothing after it. */
export const ISO = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/;
const WHOLE_ISO = new RegExp(`^${ISO.source}$`);

/** Null when it is no date. */
export function isoClock(text: string): number | null {
  const match = WHOLE_ISO.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const ms = fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : 0;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms);
  if (!Number.isFinite(utc) || !zone || zone === 'Z') return finite(utc);
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return finite(utc - (zone[0] === '-' ? -minutes : minutes) * 60_000);
}

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);

/** Dates of the form `Nov 21 19:56:24`: the year is told by other lines, and goes up when a December is followed by a January. */
export class YearlessClock {
  private year: number | null = null;
  private month = -1;

  /** A line with a whole date was met. */
  learn(time: number): void {
    const date = new Date(time);
    this.year = date.getUTCFullYear();
    this.month = date.getUTCMonth();
  }

  /** Null as long as no year is known. */
  read(month: string, day: string, time: string, fraction = ''): number | null {
    const index = MONTHS.indexOf(month);
    if (this.year === null || index < 0) return null;
    if (this.month === 11 && index === 0) this.year++;
    // A server in another zone than its game may write December 31 after January 1.
    else if (this.month === 0 && index === 11) this.year--;
    this.month = index;
    const two = (text: string) => text.padStart(2, '0');
    return isoClock(`${this.year}-${two(String(index + 1))}-${two(day)}T${time}${fraction}`);
  }
}

/** Microseconds since 1970 as journald writes them. */
export function microClock(text: unknown): number | null {
  return typeof text === 'string' && /^\d{10,17}$/.test(text) ? Math.floor(Number(text) / 1000) : null;
}
