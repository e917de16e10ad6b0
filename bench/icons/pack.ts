import type { PicturePlan, SheetPlan } from '../../src/core/icon/plan';
import { type Codec, type Layer, SHEET_PICTURES } from '../../src/core/icon/types';

/** What large packs have. */
export const ICONS = 5000;
export const LAYERS = 8000;
export const PNGS = 2000;

/** PNGs of 64 px with their smaller copies, and icons made of them: the same every time. */
export async function pack(codec: Codec): Promise<{ files: Map<string, Uint8Array>; plans: SheetPlan[] }> {
  const random = randomOf(1);
  const files = new Map<string, Uint8Array>();
  for (let n = 0; n < PNGS; n++) files.set(`${n}`, await codec.encodePng({ width: 120, height: 64, data: withCopies(picture(random)) }));
  const pictures: PicturePlan[] = [];
  for (let n = 0, layers = 0; n < ICONS; n++) {
    // One layer, two or three; as many in all as there should be.
    const left = LAYERS - layers - (ICONS - n - 1);
    const count = Math.max(1, Math.min(left, n === ICONS - 1 ? left : random() < 0.6 ? 1 : random() < 0.5 ? 2 : 3));
    layers += count;
    const keys = Array.from({ length: count }, (_, i) => `${i === 0 ? n % PNGS : Math.floor(random() * PNGS)}`);
    pictures.push({ from: 'layers', spec: { expected: 64, layers: keys.map((key, i) => layer(key, i, random)) }, files: keys });
  }
  const plans: SheetPlan[] = [];
  for (let at = 0; at < ICONS; at += SHEET_PICTURES) plans.push(pictures.slice(at, at + SHEET_PICTURES));
  return { files, plans };
}

function layer(file: string, n: number, random: () => number): Layer {
  const badge = n > 0 && random() < 0.5;
  return {
    file,
    size: 64,
    scale: badge ? 0.25 : n === 1 ? 0.4 : 0.5,
    shift: badge ? [8, -8] : [0, 0],
    tint: random() < 0.3 ? [random(), random(), random(), 0.75] : [1, 1, 1, 1],
    floating: false,
  };
}

/** A thing with soft edges, shading and grain on nothing, as icons are. */
function picture(random: () => number): Uint8Array {
  const data = new Uint8Array(64 * 64 * 4);
  const color = [random() * 200, random() * 200, random() * 200];
  const [wide, high, round] = [12 + random() * 18, 12 + random() * 18, 1 + random() * 4];
  const [waveX, waveY, grain] = [random() * 0.6, random() * 0.6, 4 + random() * 20];
  for (let y = 0; y < 64; y++) {
    for (let x = 0; x < 64; x++) {
      const far = (Math.abs((x - 31.5) / wide) ** (1 + round) + Math.abs((y - 31.5) / high) ** (1 + round)) ** (1 / (1 + round));
      const alpha = Math.max(0, Math.min(1, (1.05 - far) * 12));
      if (alpha === 0) continue;
      const light = 0.6 + 0.3 * Math.sin(x * waveX + y * waveY) - 0.3 * (y / 64);
      const at = (y * 64 + x) * 4;
      for (let c = 0; c < 3; c++) data[at + c] = Math.max(0, Math.min(255, color[c]! * light + 40 + (random() - 0.5) * grain));
      data[at + 3] = Math.round(alpha * 255);
    }
  }
  return data;
}

/** 64, 32, 16 and 8 px side by side. */
function withCopies(picture: Uint8Array): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(120 * 64 * 4);
  for (let side = 64, x0 = 0; side >= 8; x0 += side, side /= 2) {
    const step = 64 / side;
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        data.set(picture.subarray((y * step * 64 + x * step) * 4, (y * step * 64 + x * step) * 4 + 4), (y * 120 + x0 + x) * 4);
  }
  return data;
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
