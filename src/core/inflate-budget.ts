import { inflateMeasured } from './inflate';
import { fail, type Result } from './result';

/** A packed packet line has 4,000 characters [P5], so 3,000 bytes; beyond this none is ours. */
const MAX_LINE_PACKED = 12_288;
/** Up to here in one go: deflate gives at most 1,032 bytes for one. */
const AT_ONCE = 4_096;
/** What any log may inflate, and how many bytes for one packed byte beyond that. Packets' JSON packs to about a tenth. */
const FREE = 64_000_000;
const RATIO = 50;

/**
 * Inflates the packed lines of one log, or the charts of one world. Each is bounded for itself, but many small bombs are a large one: when a log has
 * inflated to far more than packets do, the rest of its packed lines is refused unopened. Errors: as of `inflateBounded`,
 * `zip-bombs`, `line-too-long`.
 */
export class InflateBudget {
  private packed = 0;
  private calls = 0;
  private work = 0;

  /** `each`: so many bytes more for each stream. */
  constructor(private readonly each = 0) {}

  readonly inflate = (bytes: Uint8Array, max: number): Result<Uint8Array> => {
    this.packed += bytes.length;
    this.calls++;
    if (this.work > FREE + RATIO * this.packed + this.each * this.calls) {
      return fail('zip-bombs', 'The packed lines of this log inflate to more than fifty times their size: the rest of them is not opened.');
    }
    const { result, work } = inflateMeasured(bytes, max, AT_ONCE);
    this.work += work;
    return result;
  };

  /** The same for a Factoscope line. */
  readonly ofLine = (bytes: Uint8Array, max: number): Result<Uint8Array> =>
    bytes.length > MAX_LINE_PACKED
      ? fail(
          'line-too-long',
          `A packed line of ${bytes.length.toLocaleString('en')} bytes was not opened: packet lines have 4,000 at most.`,
        )
      : this.inflate(bytes, max);
}
