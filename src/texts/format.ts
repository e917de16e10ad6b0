/** Numbers, sizes and times as a language writes them. Pure but for the language, which is English until there are more. */

const LANGUAGE = 'en';
/** Day before month, 24 hours. */
const DATES = 'en-GB';
const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const dayAndTime = new Intl.DateTimeFormat(DATES, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const time = new Intl.DateTimeFormat(DATES, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat(DATES, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(DATES, { day: 'numeric', month: 'short', year: 'numeric' });
const list = new Intl.ListFormat(LANGUAGE, { style: 'long', type: 'conjunction' });

const TICKS_PER_MINUTE = 3600;

export function number(value: number): string {
  return whole.format(value).replace(/^-/, '−');
}

/** "214 MB", "8.1 MB", "1.29 GB": decimal units, as file managers show them. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let rest = Math.max(0, value);
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  const big = unit >= 3;
  const digits = unit === 0 || rest >= (big ? 99.95 : 9.95) ? whole : big && rest < 9.995 ? twoDigits : oneDigit;
  return `${digits.format(rest)} ${units[unit]}`;
}

/** Time of play, "31 h 12 min", of a tick. */
export function playTime(tick: number): string {
  const minutes = Math.floor(tick / TICKS_PER_MINUTE);
  const hours = Math.floor(minutes / 60);
  if (tick === 0) return '0 s';
  if (hours === 0) return minutes === 0 ? `${Math.floor(tick / 60)} s` : `${minutes} min`;
  return `${number(hours)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** "4 min to 31 h 12 min"; what lies within one minute to the second, "4 min 03 s to 4 min 41 s", and one moment as one. */
export function playSpan(from: number, to: number): string {
  const [a, b] = [playTime(from), playTime(to)];
  if (a !== b) return `${a} to ${b}`;
  const [first, last] = [withSeconds(from), withSeconds(to)];
  return first === last ? first : `${first} to ${last}`;
}

function withSeconds(tick: number): string {
  const seconds = Math.floor(tick / 60);
  return seconds < 60 ? playTime(tick) : `${playTime(tick)} ${String(seconds % 60).padStart(2, '0')} s`;
}

/** "31:12", hours and minutes of play, for narrow columns. */
export function playClock(tick: number): string {
  const minutes = Math.floor(tick / TICKS_PER_MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whole hours of play, "31 h", for an axis. */
export function playHours(tick: number): string {
  return `${number(Math.floor(tick / (60 * TICKS_PER_MINUTE)))} h`;
}

/** "39 h" or "12 min", for lists. */
export function playLength(ticks: number): string {
  return ticks >= 60 * TICKS_PER_MINUTE ? `${number(Math.floor(ticks / (60 * TICKS_PER_MINUTE)))} h` : playTime(ticks);
}

/** A clock in the log has no zone: it is shown as it stands there. */
export function logClock(ms: number): string {
  return dayAndTime.format(ms);
}

/** Hours and minutes of a clock in the log. */
export function clockTime(ms: number): string {
  return time.format(ms);
}

/** "today", "3 Nov", "3 Nov 2024". */
export function date(ms: number, now = Date.now()): string {
  const then = new Date(ms);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return 'today';
  return (then.getFullYear() === today.getFullYear() ? day : dayOfYear).format(then);
}

/** Whole seconds left, from a speed; null when it cannot be told. */
export function secondsLeft(bytesLeft: number, bytesPerSecond: number): number | null {
  return bytesPerSecond > 0 && Number.isFinite(bytesPerSecond) ? Math.ceil(bytesLeft / bytesPerSecond) : null;
}

/** "57.5, −55.5": at most one digit, with a true minus. */
export function position(x: number, y: number): string {
  return `${coordinate(x)}, ${coordinate(y)}`;
}

export function coordinate(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return (Number.isInteger(rounded) ? String(rounded === 0 ? 0 : rounded) : rounded.toFixed(1)).replace('-', '−');
}

export function enumeration(words: string[]): string {
  return list.format(words);
}

/** A prototype's name for reading, "assembling-machine-2" → "Assembling machine 2", until a pack brings the game's own words. */
export function prototypeTitle(name: string): string {
  const words = name.replaceAll('-', ' ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
