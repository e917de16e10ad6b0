/** A stored pack as its readers see it: the item browser's worker, the icon workers, the export, the command line. */
import type { PicturePlan, SheetPlan, SheetSource } from '../icon/plan';
import { SHEET_PICTURES } from '../icon/types';
import type { Kind, RawData, Ref } from '../prototype/types';
import type { BlockStore } from '../world/block-store';
import { type MissingFiles, missingByMod } from './icon-report';
import { fileKey, planKey, sheetKey } from './keys';
import { sameBytes, unpackJson } from './packing';
import { type Plan, planNumber, refKey } from './plan';
import { readRow, stale, tooNew } from './row';
import { loadEvidence, loadRaw, openTexts } from './state';
import { textsOf } from './texts';
import type { PackInfo, PackTexts } from './types';

/**
 * null: there is none, a newer version of the site has stored it, or an older one, and it is not settled yet. What it shows is as it was
 * then: open it anew when it changed. `before`: as it was opened last; what has not changed is taken from there.
 */
export async function openPack(store: BlockStore, id: string, before: StoredPack | null = null): Promise<StoredPack | null> {
  const row = await readRow(store, id);
  if (row === null || tooNew(row) || stale(row)) return null;
  const [bytes] = await store.get([planKey(id)]);
  // An import may end between the two.
  if (bytes === undefined) return null;
  const same = before !== null && sameBytes(before.opened.bytes, bytes);
  return new StoredPack(store, row.info, same ? before.opened : opened(bytes));
}

/** A plan with its index: of 10,000 pictures it takes 100 ms, and while those are rendered the pack is opened anew with every sheet. */
interface OpenedPlan {
  bytes: Uint8Array;
  plan: Plan;
  refs: ReadonlyMap<string, Plan['refs'][number]>;
}

function opened(bytes: Uint8Array): OpenedPlan {
  const plan = unpackJson(bytes) as Plan;
  return { bytes, plan, refs: new Map(plan.refs.map((ref) => [refKey(ref[0], ref[1]), ref])) };
}

export class StoredPack implements SheetSource {
  /** Names the list of pictures: sheets of another plan do not fit. */
  readonly planNumber: number;
  readonly sheets: number;
  private readonly plan: Plan;
  private readonly refs: OpenedPlan['refs'];
  private rawData: Promise<RawData> | null = null;
  private textData: Promise<ReadonlyMap<string, PackTexts>> | null = null;

  constructor(
    private readonly store: BlockStore,
    readonly info: PackInfo,
    readonly opened: OpenedPlan,
  ) {
    const { plan, refs } = opened;
    this.plan = plan;
    this.refs = refs;
    this.planNumber = planNumber(plan);
    this.sheets = plan.given.sheets.length + plan.sheets.length;
  }

  /** Prototypes, normalised and sorted by type and name. Read on first use, then kept. */
  raw(): Promise<RawData> {
    if (this.rawData === null) {
      const reading = loadRaw(this.store, this.info.id);
      this.rawData = reading;
      reading.catch(() => {
        this.rawData = null;
      });
    }
    return this.rawData;
  }

  /** By language. Read on first use, then kept. */
  texts(): Promise<ReadonlyMap<string, PackTexts>> {
    if (this.textData === null) {
      const reading = this.readTexts();
      this.textData = reading;
      reading.catch(() => {
        this.textData = null;
      });
    }
    return this.textData;
  }

  private async readTexts(): Promise<ReadonlyMap<string, PackTexts>> {
    const { store, info } = this;
    return textsOf(await openTexts(store, info.id), await loadEvidence(store, info.id), info.claims, info.languages);
  }

  /** Number of its 64 px picture; null: it has none. */
  pictureOf(ref: Ref): number | null {
    const picture = this.refs.get(refKey(ref.kind, ref.name))?.[3] ?? -1;
    return picture < 0 ? null : picture;
  }

  /** Files that its layers name and that are not here. */
  missing(ref: Ref): string[] {
    return this.refs.get(refKey(ref.kind, ref.name))?.[4].map((at) => this.plan.files[at]!) ?? [];
  }

  /** The same of the whole pack, by mod, most files first; at most five examples each. */
  missingByMod(): MissingFiles[] {
    return missingByMod(this.plan);
  }

  /** WebP bytes; null: not rendered yet, or no such sheet. */
  async sheet(n: number): Promise<Uint8Array | null> {
    const key = this.sheetAt(n);
    return key === null ? null : ((await this.store.get([key]))[0] ?? null);
  }

  private sheetAt(n: number): string | null {
    const { given, sheets } = this.plan;
    const hash = given.sheets[n];
    if (hash !== undefined) return fileKey(this.info.id, hash);
    const key = sheets[n - given.sheets.length];
    return key === undefined ? null : sheetKey(this.info.id, key);
  }

  /** null: this sheet came finished with a snapshot, or there is no such sheet. */
  sheetPlan(n: number): SheetPlan | null {
    const from = (n - this.plan.given.sheets.length) * SHEET_PICTURES;
    if (from < 0 || from >= this.plan.pictures.length) return null;
    return this.plan.pictures.slice(from, from + SHEET_PICTURES).map((at) => this.plan.plans[at]!);
  }

  /** What a prototype's large picture is drawn from; null where nothing of that is here. */
  picturePlan(kind: Kind, name: string): PicturePlan | null {
    return this.plan.plans[this.refs.get(refKey(kind, name))?.[2] ?? -1] ?? null;
  }

  /** Bytes of stored files by hash, in the order asked; null: not here. */
  async layers(hashes: readonly string[]): Promise<(Uint8Array | null)[]> {
    return (await this.store.get(hashes.map((hash) => fileKey(this.info.id, hash)))).map((bytes) => bytes ?? null);
  }
}
