import type { Color } from '../../core/packet/schema';

/** The panel's face in the dark and the light theme, as tokens.css has it. */
const DARK: Color = [0x2b, 0x2a, 0x2b];
const LIGHT: Color = [0xf5, 0xf4, 0xf1];
const WANTED = 4.5;

export function css([r, g, b]: Color): string {
  return `rgb(${channel(r)} ${channel(g)} ${channel(b)})`;
}

/** A player's colour as text on a panel: lightened or darkened until it can be read in either theme. */
export function readable(color: Color): string {
  return `light-dark(${css(towards(color, [0, 0, 0], LIGHT))}, ${css(towards(color, [255, 255, 255], DARK))})`;
}

export function contrast(a: Color, b: Color): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function towards(color: Color, end: Color, ground: Color): Color {
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = color.map((value, i) => value + ((end[i] as number) - value) * part) as Color;
    if (contrast(mixed, ground) >= WANTED) return mixed;
  }
  return end;
}

function luminance(color: Color): number {
  const [r, g, b] = color.map((value) => {
    const part = channel(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Color;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Colours come from a log: anything else than a number is black. */
function channel(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(Math.min(255, Math.max(0, value))) : 0;
}
