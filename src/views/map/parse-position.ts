import { MAX_TILE } from '../../state/url';

export interface Place {
  x: number;
  y: number;
  /** By name, where the text gives one. */
  surface: string | null;
}

const NUMBER = '([-+\\u2212]?\\d+(?:\\.\\d+)?)';
const GPS = new RegExp(`\\[gps=${NUMBER},\\s*${NUMBER}(?:,([^\\]]{1,200}))?\\]`);
const PAIR = new RegExp(`^\\s*\\(?\\s*(?:x\\s*[:=]?\\s*)?${NUMBER}\\s*[,;\\s]\\s*(?:y\\s*[:=]?\\s*)?${NUMBER}\\s*\\)?\\s*$`, 'i');

/** A place as people write it: "57, -55", "x=57 y=-55", or the game's own [gps=57,-55,nauvis]. null when it is none, 'outside' when no world reaches so far. */
export function parsePosition(text: string): Place | 'outside' | null {
  const short = text.slice(0, 500);
  const match = GPS.exec(short) ?? PAIR.exec(short);
  if (match === null) return null;
  const [x, y] = [match[1], match[2]].map((part) => Number((part ?? '').replace('\u2212', '-'))) as [number, number];
  if (!(Math.abs(x) <= MAX_TILE && Math.abs(y) <= MAX_TILE)) return 'outside';
  return { x, y, surface: match[3]?.trim() || null };
}

/** What the game's chat takes as a place to click on. */
export function writeGps(x: number, y: number, surface: string): string {
  const round = (value: number) => String(Math.round(value * 10) / 10 || 0);
  return `[gps=${round(x)},${round(y)},${surface}]`;
}
