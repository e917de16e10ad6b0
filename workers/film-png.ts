/** A film as numbered pictures in a zip: any program makes a film of them. */
import type { Strip } from '../src/core/picture/marks';
import type { Problem } from '../src/core/result';
import type { FilmFile } from './film-service';
import { PngFile } from './png-file';
import { ZipBlob } from './zip-blob';

export class PngFilm implements FilmFile {
  private readonly zip = new ZipBlob();
  private frames = 0;

  async frame({ width, height, pixels }: Strip): Promise<void> {
    const png = new PngFile(width, height);
    await png.rows(pixels);
    this.frames += 1;
    // From 1, with leading zeros: so programs take them as a sequence.
    if (!(await this.zip.add(`frame-${String(this.frames).padStart(5, '0')}.png`, await png.end()))) throw tooMuch;
  }

  async end(): Promise<Blob> {
    return this.zip.end();
  }
}

const tooMuch: Problem = {
  code: 'film-length',
  file: '',
  line: 0,
  detail: 'The pictures are more than a zip can hold, 4 GB.',
  tip: 'Choose a smaller scale, a higher speed, or a shorter span.',
};
