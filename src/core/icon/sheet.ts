/** Sheets of a pack's 64 px pictures, and its large ones. The same plan and the same files always give the same pixels. */
import type { IconKernel } from '../kernels/icon';
import type { Problem } from '../result';
import type { DecodedFiles } from './decoded';
import { type Drawn, drawFinished, drawLayers } from './draw';
import type { PicturePlan, SheetPlan } from './plan';
import { PICTURE_SIDE, type Pixels, SHEET_COLUMNS } from './types';

/** Where in its sheet the picture of a number lies, px; `sheet` is the sheet's number. */
export function cellOf(picture: number): { sheet: number; x: number; y: number } {
  const at = picture % (SHEET_COLUMNS * SHEET_COLUMNS);
  return {
    sheet: Math.floor(picture / (SHEET_COLUMNS * SHEET_COLUMNS)),
    x: (at % SHEET_COLUMNS) * PICTURE_SIDE,
    y: Math.floor(at / SHEET_COLUMNS) * PICTURE_SIDE,
  };
}

/** Straight RGBA, as high as the sheet's pictures need. A picture of which nothing can be drawn is empty. */
export async function renderSheet(
  plan: SheetPlan,
  files: DecodedFiles,
  kernel: IconKernel,
): Promise<{ pixels: Pixels; problems: Problem[] }> {
  const width = SHEET_COLUMNS * PICTURE_SIDE;
  const height = Math.max(1, Math.ceil(plan.length / SHEET_COLUMNS)) * PICTURE_SIDE;
  const data = new Uint8Array(width * height * 4);
  const problems = new Rows();
  files.expect(plan.flatMap((picture) => (picture.from === 'finished' ? picture.file : picture.files.filter((file) => file !== null))));
  for (const [i, picture] of plan.entries()) {
    const drawn = await renderPicture(picture, files, kernel, PICTURE_SIDE);
    for (const problem of drawn.problems) problems.add(problem);
    if (drawn.pixels === null) continue;
    const { x, y } = cellOf(i);
    const row = PICTURE_SIDE * 4;
    for (let line = 0; line < PICTURE_SIDE; line++)
      data.set(drawn.pixels.data.subarray(line * row, (line + 1) * row), ((y + line) * width + x) * 4);
  }
  return { pixels: { width, height, data }, problems: problems.all };
}

/** One picture, in a slot or as large as it is. What the pack knows to be missing is no problem here; it has told that itself. */
export async function renderPicture(plan: PicturePlan, files: DecodedFiles, kernel: IconKernel, size: number | 'native'): Promise<Drawn> {
  if (plan.from === 'finished') {
    const { picture, problem } = await files.get(plan.file, '');
    return picture === null
      ? { pixels: null, problems: problem === null ? [] : [problem] }
      : { pixels: drawFinished(picture, plan, kernel, size), problems: [] };
  }
  const problems: Problem[] = [];
  const pictures: (Pixels | null)[] = [];
  for (const [i, { file }] of plan.spec.layers.entries()) {
    const key = plan.files[i] ?? null;
    const found = key === null ? { picture: null, problem: null } : await files.get(key, file);
    if (found.problem !== null) problems.push(found.problem);
    pictures.push(found.picture);
  }
  const drawn = drawLayers(plan.spec, pictures, kernel, size);
  return { pixels: drawn.pixels, problems: [...problems, ...drawn.problems.filter(({ code }) => code !== 'icon-file-missing')] };
}

/** Each row once: a file is in many icons. */
class Rows {
  readonly all: Problem[] = [];
  private readonly known = new Map<string, Problem>();

  add(problem: Problem): void {
    const key = JSON.stringify([problem.code, problem.file]);
    const before = this.known.get(key);
    if (before !== undefined) before.count = (before.count ?? 1) + 1;
    else {
      const row = { ...problem };
      this.known.set(key, row);
      this.all.push(row);
    }
  }
}
