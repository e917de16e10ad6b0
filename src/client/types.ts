import type { Effort } from '../core/icon/types';
import type { PackDifference } from '../core/pack/compare';
import type { PackInfo } from '../core/pack/types';
import type { ForceIndex, SurfaceIndex, Tick } from '../core/packet/schema';
import type { Kind, Page, Ref, Shown } from '../core/prototype/types';
import type { Problem } from '../core/result';
import type { Numbers, NumbersQuestion } from '../core/world/number-types';
import type { AuditAnswer, AuditQuestion, FindQuestion, Found, Standing, Whereabouts } from '../core/world/place-types';
import type { SnapshotChoice } from '../core/world/snapshot/choice';
import type { EventGroup, Timeline, Track } from '../core/world/timeline-types';
import type { Area, ImportReport, StoryRow, ThingHere, View, WorldInfo, WorldState } from '../core/world/types';
import type { Fed, FeedPart } from '../worker-api/feed-api';
import type { FilmFormat, FilmQuestion } from '../worker-api/film-api';
import type { DroppedFile, ExportProgress, ImportApi, LazyFiles, Progress } from '../worker-api/import-api';
import type { Grid, PackApi, PackFrame, PackMatch, SearchAnswer, SearchFilter, Tab, Tongue } from '../worker-api/pack-api';
import type { PictureQuestion } from '../worker-api/picture-api';
import type { SiteQuestion } from '../worker-api/site-api';

export type { Fed, FeedPlace, FeedSource } from '../worker-api/feed-api';
export type { FilmFormat, FilmQuestion } from '../worker-api/film-api';
export type { DroppedFile, ExportProgress, LazyFiles, PackExport, Progress } from '../worker-api/import-api';
export type {
  Grid,
  GridGroup,
  PackFrame,
  PackMatch,
  SearchAnswer,
  SearchFilter,
  SearchRow,
  Tab,
  Tongue,
} from '../worker-api/pack-api';
export type { PictureQuestion } from '../worker-api/picture-api';
export type { SiteQuestion } from '../worker-api/site-api';

/**
 * The workers as the page sees them. Every call may reject with a plain Problem (never an Error of the worker's), and with
 * the signal's reason when its signal is aborted; it never stays unanswered, also when a worker dies.
 */
export interface Client {
  import: ImportClient;
  raster: RasterClient;
  hosted: HostedClient;
  /** A map as a PNG, drawn by a worker of its own; null where all of it is empty. Its code comes when it is first asked for. */
  picture(question: PictureQuestion, onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<Blob | null>;
  /** A span of a map as a film, made by a worker of its own; null where all of it is empty. Its code comes when it is first asked for. */
  film(question: FilmQuestion, onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<Blob | null>;
  /** What films of this size, in pixels, can be made into here, the most useful first. Never empty. */
  filmFormats(width: number, height: number, signal?: AbortSignal): Promise<FilmFormat[]>;
  /** This site with a world of its own, as a zip for any static host, made by a worker of its own. Rejects as SiteApi says. */
  site(question: SiteQuestion, onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<Blob>;
  /** What reads and draws packs. Its code comes when it is first asked for; calls on it are counted in `pending` too. */
  items(): Promise<ItemsClient>;
  /** A pack changed, here or in another tab; null: the list of packs did. Answers how to stop listening. */
  onPackChanged(listener: (pack: string | null) => void): () => void;
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

/** Snapshots that stay where they lie. What is mounted is asked for like any other world, by the id in its `info`. */
export interface HostedClient {
  /** As HostedApi. */
  open(url: string, signal?: AbortSignal): Promise<{ info: WorldInfo; packBytes: number; stale: boolean }>;
  /** Its world is that of the store again, if one is there. */
  close(world: string): void;
  pack(world: string, onProgress: (progress: { done: number; total: number }) => void, signal?: AbortSignal): Promise<Blob>;
  /** What is asked from now on is not joined with what was asked before. */
  again(world: string): void;
  /** Something that was asked of a mounted world failed. Answers how to stop listening. */
  onFailed(listener: (world: string, problem: Problem) => void): () => void;
}

export interface ImportClient extends Omit<ImportApi, 'run' | 'grow' | 'feed' | 'cancel' | 'joinPack' | 'exportWorld'> {
  /** As FeedApi; the lines are given away. */
  feed(part: Omit<FeedPart, 'by'>, lines: Uint8Array): Promise<Fed>;
  /** An abort keeps what is stored and resolves with `cancelled`; it rejects only when nothing answers in time. */
  run(
    id: string,
    files: DroppedFile[],
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
    /** `pack`: the one that is open, for icons and texts whose drop has none. */
    more?: { lazy?: LazyFiles; pack?: string | null },
  ): Promise<ImportReport & { cancelled: boolean }>;
  joinPack(
    id: string,
    pack: string,
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
  /** A snapshot, with a pack's part when one is named; stores nothing. Rejects with the signal's reason when it is aborted. */
  exportWorld(
    world: string,
    choice: SnapshotChoice,
    pack: string | null,
    onProgress: (progress: ExportProgress) => void,
    signal?: AbortSignal,
  ): Promise<Blob>;
}

/** NumbersApi as the page asks it. */
export interface NumbersClient {
  numbers(question: NumbersQuestion, signal?: AbortSignal): Promise<Numbers>;
}

/** PlaceApi as the page asks it. */
export interface PlaceClient {
  audit(question: AuditQuestion, signal?: AbortSignal): Promise<AuditAnswer>;
  find(question: FindQuestion, signal?: AbortSignal): Promise<Found[]>;
  standing(view: View, names: string[] | null, at: [number, number], signal?: AbortSignal): Promise<Standing[]>;
  where(
    view: View,
    names: string[] | null,
    recipes: string[] | null,
    at: [number, number],
    limit: number,
    signal?: AbortSignal,
  ): Promise<Whereabouts>;
  entities(view: View, area: Area, limit: number, signal?: AbortSignal, least?: number): Promise<ThingHere[]>;
}

/** TimeApi as the page asks it. */
export interface TimeClient {
  timeline(world: string, branch: string, signal?: AbortSignal): Promise<Timeline>;
  tracks(world: string, branch: string, from: Tick, to: Tick, signal?: AbortSignal): Promise<Track[]>;
  event(world: string, branch: string, tick: Tick, step: 1 | -1, groups: EventGroup[], signal?: AbortSignal): Promise<Tick | null>;
}

export interface RasterClient extends PlaceClient, NumbersClient, TimeClient {
  /** `shown`: the tick (null: the latest) of the same raster that is on the screen already; then 'same' when nothing differs. */
  raster(view: View, z: number, x: number, y: number, signal?: AbortSignal, shown?: Tick | null): Promise<ImageBitmap | null | 'same'>;
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
  reach(world: string, branch: string, surface: SurfaceIndex, signal?: AbortSignal): Promise<Area | null>;
  bases(view: View, signal?: AbortSignal): Promise<{ chart: boolean; terrain: boolean; charted: number }>;
}

export interface ItemsClient {
  packs: PackClient;
  icons: IconClient;
}

/** PackApi as the page asks it: the newest question first, what is asked twice is done once. */
export interface PackClient {
  packs(signal?: AbortSignal): Promise<PackInfo[]>;
  frame(pack: string, tongue: Tongue, signal?: AbortSignal): Promise<PackFrame | null>;
  grid(pack: string, tongue: Tongue, tab: Tab, signal?: AbortSignal): Promise<Grid | null>;
  page(pack: string, tongue: Tongue, ref: Ref, signal?: AbortSignal): Promise<Page | null>;
  show(pack: string, tongue: Tongue, refs: Ref[], signal?: AbortSignal): Promise<(Shown | null)[]>;
  discover(pack: string, tongue: Tongue, seed: number, signal?: AbortSignal): Promise<Ref | null>;
  search(
    pack: string,
    tongue: Tongue,
    query: string,
    filter: SearchFilter,
    limit: number,
    all: boolean,
    signal?: AbortSignal,
  ): Promise<SearchAnswer>;
  raw(pack: string, ref: Ref, signal?: AbortSignal): Promise<{ type: string; json: string }[]>;
  sheet(pack: string, sheet: number, signal?: AbortSignal): Promise<Blob | null>;
  differences(packs: string[], signal?: AbortSignal): Promise<PackDifference[]>;
  packOf(world: Parameters<PackApi['packOf']>[0], signal?: AbortSignal): Promise<PackMatch | null>;
}

/** How far the rendering of a pack's sheets is. */
export interface SheetProgress {
  done: number;
  total: number;
  /** Sheets that could not be rendered or stored. */
  problems: Problem[];
}

export interface IconClient {
  /** Renders what is pending of a pack and stores it, until nothing is; an abort leaves the rest for the next time. */
  renderPending(pack: string, onProgress: (progress: SheetProgress) => void, signal?: AbortSignal): Promise<SheetProgress>;
  /** All sheets of a pack anew, for an export: WebP bytes by number. Rejects with a Problem when one cannot be rendered. */
  renderAll(
    pack: string,
    sheets: number,
    effort: Effort,
    onProgress: (progress: SheetProgress) => void,
    signal?: AbortSignal,
  ): Promise<Uint8Array[]>;
  /** The union canvas of one prototype; the asker's to close. */
  native(pack: string, kind: Kind, name: string, signal?: AbortSignal): Promise<ImageBitmap | null>;
}
