/** Amounts, times and powers as the item browser writes them. Numbers come in the units the prototypes use; nothing is rounded to zero. */

const LANGUAGE = 'en';
const MINUS = '−';
const up = (digits: number) => new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: digits });
const [none, one, two, three] = [up(0), up(1), up(2), up(3)];
const significant = new Intl.NumberFormat(LANGUAGE, { maximumSignificantDigits: 2 });
const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** "0.5", "2.25", "1,500", "0.0013": as many digits as tell it apart, and no more than a person reads. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  const size = Math.abs(value);
  const digits = size >= 1000 ? none : size >= 100 ? one : size >= 1 ? two : size >= 0.01 || size === 0 ? three : significant;
  return (digits ?? none).format(value).replace('-', MINUS);
}

/** For the corner of a slot: "15", "0.5", "1.2k", "40k", "3M". */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size < 1000) return amount(size >= 10 ? Math.round(value * 10) / 10 : value);
  const power = Math.min(PREFIXES.length - 1, Math.floor(Math.log10(size) / 3));
  const rest = value / 1000 ** power;
  return `${(Math.abs(rest) >= 10 ? none : one)?.format(rest).replace('-', MINUS)}${PREFIXES[power]}`;
}

/** "155 kW", "4 MJ", "0 W". */
export function withPrefix(value: number, unit: string): string {
  const size = Math.abs(value);
  if (size < 1000) return `${amount(value)} ${unit}`;
  const power = Math.min(PREFIXES.length - 1, Math.floor(Math.log10(size) / 3));
  return `${(two ?? none).format(value / 1000 ** power).replace('-', MINUS)} ${PREFIXES[power]}${unit}`;
}

/** "0.5 s", "90 s", "12 min 30 s", "5 h 47 min", "2 d 3 h". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '∞';
  if (seconds < 120) return `${amount(seconds)} s`;
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  const parts =
    whole < 3600
      ? [`${minutes} min`, part(whole % 60, 's')]
      : whole < 172_800
        ? [`${days * 24 + hours} h`, part(minutes, 'min')]
        : [`${amount(days)} d`, part(hours, 'h')];
  return parts.filter((text) => text !== '').join(' ');
}

/** "20 %", "0.5 %" of 0..1. */
export function share(value: number): string {
  return `${amount(value * 100)} %`;
}

/** "+20 %", "−15 %". */
export function bonus(value: number): string {
  return `${value > 0 ? '+' : ''}${share(value)}`;
}

const part = (value: number, unit: string) => (value === 0 ? '' : `${value} ${unit}`);
