/** How a folder keeps servers' logs. */
export interface KeepOptions {
  /** Bytes of disk a server may take; its oldest lines go beyond. */
  keep?: number;
  /** Bytes after which another file begins. */
  segment?: number;
}

export const DEFAULT_KEEP = 2_000_000_000;
export const SEGMENT = 16 * 1024 * 1024;
