/** Sheets that came with a snapshot: all there is of their pictures, from somebody's file. */
import type { Problem } from '../result';
import type { Codec, Effort, Pixels } from './types';
import { losslessWebp } from './webp';

type Decoder = Pick<Codec, 'decodeWebp'>;

/** Null, and why, where it is damaged. */
export async function decodeSheet(
  codec: Decoder,
  webp: Uint8Array,
  sheet: number,
): Promise<{ pixels: Pixels | null; problem: Problem | null }> {
  try {
    return { pixels: await codec.decodeWebp(webp), problem: null };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { pixels: null, problem: damaged(sheet, error as Problem) };
  }
}

/** Packed anew where that makes it smaller and no worse than asked. A damaged one stays as it came, and is told. */
export async function packedAnew(
  codec: Decoder & Pick<Codec, 'encodeWebp'>,
  stored: Uint8Array,
  effort: Effort,
  sheet: number,
): Promise<{ webp: Uint8Array<ArrayBuffer>; problems: Problem[] }> {
  const kept = stored.slice();
  if (effort === 'fast' || !losslessWebp(stored)) return { webp: kept, problems: [] };
  const { pixels, problem } = await decodeSheet(codec, stored, sheet);
  if (pixels === null) return { webp: kept, problems: problem === null ? [] : [problem] };
  const again = await codec.encodeWebp(pixels, effort);
  return { webp: again.length < kept.length ? again : kept, problems: [] };
}

const damaged = (sheet: number, { code }: Problem): Problem => ({
  code,
  file: `sheet ${sheet + 1}`,
  line: 0,
  detail: 'The pictures of this sheet came with the pack’s file and are damaged: they cannot be decoded.',
  tip: 'Drop the game’s folder "data" and the mods: then they are drawn anew.',
});
