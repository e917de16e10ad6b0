/** Larger, a picture of 64 px is only blurred. */
const LARGEST = 96;
/** The part of the thing's side that its picture takes: its own colour stays in sight around it. */
const OWN = 0.86;
/** The part that what it makes takes, over its own picture; and where its own has no room beside it. */
const OVER = 0.5;
const ALONE = 0.82;
/** Pixels of the page from which both have room. */
const BOTH_FROM = 44;
/** Kept; each is a few kB. */
const KEPT = 512;

type Drawn = OffscreenCanvas | HTMLCanvasElement;

/** Pictures at the size they are drawn at, scaled once: a screen has thousands of things, and few that look different. */
export class Stamps {
  private readonly kept = new Map<string, Drawn>();
  private readonly numbers = new WeakMap<ImageBitmap, number>();
  private next = 1;

  /** `side`: of the thing, in px. null: there is nothing to draw. */
  get(picture: ImageBitmap | null, over: ImageBitmap | null, side: number): Drawn | null {
    if ((picture === null && over === null) || side < 1) return null;
    const key = `${this.numberOf(picture)} ${this.numberOf(over)} ${side}`;
    const found = this.kept.get(key) ?? draw(picture, over, side);
    this.kept.delete(key);
    this.kept.set(key, found);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return found;
  }

  private numberOf(picture: ImageBitmap | null): number {
    if (picture === null) return 0;
    const known = this.numbers.get(picture);
    if (known !== undefined) return known;
    this.numbers.set(picture, this.next);
    return this.next++;
  }
}

function draw(picture: ImageBitmap | null, over: ImageBitmap | null, side: number): Drawn {
  const size = Math.max(1, Math.min(LARGEST * Math.max(1, devicePixelRatio), Math.round(side)));
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const both = BOTH_FROM * Math.max(1, devicePixelRatio);
  context.imageSmoothingQuality = 'high';
  const put = (bitmap: ImageBitmap, part: number) => {
    const length = Math.round(size * part);
    const from = Math.round((size - length) / 2);
    context.drawImage(bitmap, from, from, length, length);
  };
  // A dark edge sets a picture off from ground of any colour.
  context.shadowColor = 'rgb(0 0 0 / 0.75)';
  context.shadowBlur = Math.max(2, size / 16);
  if (picture !== null && (over === null || size >= both)) put(picture, OWN);
  if (over === null) return canvas;
  const part = picture !== null && size >= both ? OVER : ALONE;
  context.shadowBlur = 0;
  context.fillStyle = 'rgb(20 19 20 / 0.72)';
  context.beginPath();
  context.arc(size / 2, size / 2, (size * (part + 0.14)) / 2, 0, Math.PI * 2);
  context.fill();
  put(over, part);
  return canvas;
}
