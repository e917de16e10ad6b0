import type { ForceIndex, Tick } from '../core/packet/schema';
import type { Area, ImportReport, StoryRow, ThingHere, View, WorldInfo, WorldState } from '../core/world/types';
import type { DroppedFile, ImportApi, Progress } from '../worker-api/import-api';

export type { DroppedFile, Progress } from '../worker-api/import-api';

/**
 * The workers as the page sees them. Every call may reject with a plain Problem (never an Error of the worker's), and with
 * the signal's reason when its signal is aborted; it never stays unanswered, also when a worker dies.
 */
export interface Client {
  import: ImportClient;
  raster: RasterClient;
  /** A world changed, here or in another tab; null: the list of worlds did. Answers how to stop listening. */
  onWorldChanged(listener: (world: string | null) => void): () => void;
  /** Calls that are not answered yet. */
  readonly pending: number;
  onPending(listener: (pending: number) => void): () => void;
  /** Resolves when no call is pending. */
  idle(): Promise<void>;
  /** Stops all workers; calls under way are rejected. */
  dispose(): void;
}

export interface ImportClient extends Omit<ImportApi, 'run' | 'grow' | 'cancel'> {
  /** An abort keeps what is stored and resolves with `cancelled`; it rejects only when nothing answers in time. */
  run(
    id: string,
    files: DroppedFile[],
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<ImportReport & { cancelled: boolean }>;
  grow(
    id: string,
    file: DroppedFile,
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<ImportReport & { restarted: boolean }>;
  cancel(id: string): Promise<void>;
}

export interface RasterClient {
  raster(view: View, z: number, x: number, y: number, signal?: AbortSignal): Promise<ImageBitmap | null>;
  thumbnail(view: View, width: number, height: number, signal?: AbortSignal): Promise<ImageBitmap | null>;
  info(world: string, signal?: AbortSignal): Promise<WorldInfo | null>;
  state(world: string, branch: string, tick: Tick | null, signal?: AbortSignal): Promise<WorldState>;
  story(
    world: string,
    branch: string,
    tick: Tick | null,
    limit: number,
    types?: string[],
    signal?: AbortSignal,
    force?: ForceIndex | null,
  ): Promise<{ rows: StoryRow[]; total: number }>;
  here(view: View, x: number, y: number, signal?: AbortSignal): Promise<ThingHere[]>;
  bounds(view: View, signal?: AbortSignal): Promise<Area | null>;
  bases(view: View, signal?: AbortSignal): Promise<{ chart: boolean; terrain: boolean; charted: number }>;
}
