/** A film as a video: encoded by the browser (WebCodecs), written to MP4 or WebM by mediabunny. */
import {
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  type StreamTargetChunk,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import type { Strip } from '../src/core/picture/marks';
import type { Problem } from '../src/core/result';
import type { FilmFormat } from '../src/worker-api/film-api';
import type { FilmFile } from './film-service';

export type VideoFormat = Exclude<FilmFormat, 'png'>;

/** What players know best comes first. */
const CODECS: Record<VideoFormat, readonly VideoCodec[]> = { mp4: ['avc', 'vp9', 'av1'], webm: ['vp9', 'vp8', 'av1'] };
const TYPES: Record<VideoFormat, string> = { mp4: 'video/mp4', webm: 'video/webm' };
/** Written in pieces of this many bytes, so that what is mended afterwards (lengths, the index) mostly lies in one that is still held. */
const PIECE = 4 * 1024 * 1024;

// Edges of single pixels, as maps have them, suffer most from a low rate.
const quality = () => new Quality('high');

/** The codec that this browser can encode frames of this size with; null: none. */
export async function codecFor(format: VideoFormat, width: number, height: number): Promise<VideoCodec | null> {
  if (typeof VideoEncoder !== 'function') return null;
  for (const codec of CODECS[format]) if (await canEncodeVideo(codec, { width, height, quality: quality() })) return codec;
  return null;
}

/** MP4 first where it has the codec that everything plays. */
export async function videoFormats(width: number, height: number): Promise<FilmFormat[]> {
  const [mp4, webm] = [await codecFor('mp4', width, height), await codecFor('webm', width, height)];
  const videos: FilmFormat[] = mp4 === 'avc' ? ['mp4', 'webm'] : ['webm', 'mp4'];
  const possible = videos.filter((format) => (format === 'mp4' ? mp4 : webm) !== null);
  return [...possible, 'png'];
}

export class VideoFilm implements FilmFile {
  private readonly pieces = new Pieces();
  private readonly output: Output;
  private readonly source: VideoSampleSource;
  private nth = 0;

  private constructor(
    private readonly format: VideoFormat,
    codec: VideoCodec,
    private readonly rate: number,
  ) {
    this.output = new Output({
      // The index lies at the end: at the front it would need all of the film in memory, or a file that few programs read.
      format: format === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
      target: new StreamTarget(new WritableStream<StreamTargetChunk>({ write: (chunk) => this.pieces.write(chunk) }), {
        chunked: true,
        chunkSize: PIECE,
      }),
    });
    this.source = new VideoSampleSource({ codec, quality: quality(), latencyMode: 'quality' });
  }

  static async begin(format: VideoFormat, { width, height }: { width: number; height: number }, rate: number): Promise<VideoFilm> {
    const codec = await codecFor(format, width, height);
    if (codec === null) throw noEncoder;
    const film = new VideoFilm(format, codec, rate);
    film.output.addVideoTrack(film.source, { frameRate: rate });
    await film.output.start();
    return film;
  }

  /** Resolves when the encoder takes more. */
  async frame({ width, height, pixels }: Strip): Promise<void> {
    const sample = new VideoSample(pixels as Uint8ClampedArray<ArrayBuffer>, {
      ...{ format: 'RGBX', codedWidth: width, codedHeight: height },
      ...{ timestamp: this.nth / this.rate, duration: 1 / this.rate },
    });
    this.nth += 1;
    try {
      await this.source.add(sample);
    } catch (error) {
      throw failed(error);
    } finally {
      sample.close();
    }
  }

  async end(): Promise<Blob> {
    try {
      await this.output.finalize();
    } catch (error) {
      throw failed(error);
    }
    return this.pieces.blob(TYPES[this.format]);
  }
}

/** A file written from front to back, parts of which are written anew afterwards. Kept as blobs, which the browser may lay on the disk. */
export class Pieces {
  private file = new Blob([]);

  write({ data, position }: Pick<StreamTargetChunk, 'data' | 'position'>): void {
    const before = this.file.slice(0, position);
    // What was skipped is written later.
    const gap = new Uint8Array(Math.max(0, position - this.file.size));
    this.file = new Blob([before, gap, data, this.file.slice(position + data.length)]);
  }

  blob(type: string): Blob {
    return new Blob([this.file], { type });
  }
}

const noEncoder: Problem = {
  code: 'film-encoder',
  file: '',
  line: 0,
  detail: 'This browser cannot encode a film of this size.',
  tip: 'Choose a smaller scale, or single pictures.',
};

const failed = (error: unknown): Problem => ({
  ...noEncoder,
  detail: `The browser stopped encoding: ${error instanceof Error ? error.message : String(error)}`,
});
