/** Questions about places and things of one open world: what happened there, where things are. */
import type { SurfaceIndex, Tick } from '../packet/schema';
import { Turns } from '../turns';
import { audit } from './audit';
import { CensusBook } from './census-book';
import { Channels } from './channels';
import { ChartMask } from './chart-mask';
import { find, fits, type Searched } from './find';
import { RASTER } from './geometry';
import type { JournalState } from './journal';
import type { AuditAnswer, AuditQuestion, FindQuestion, Found, Standing, Whereabouts } from './place-types';
import { Recent } from './recent';
import { StandingCount } from './standing';
import type { OpenWorld } from './stored-world';
import { LAST } from './summary';
import { type ThingHereOf, thingHere } from './thing-here';
import type { Area, ThingHere, View } from './types';
import type { Unit } from './unit';
import { type Wanted, WhereCount } from './whereabouts';

/** Tiles along the side of the largest area of which entities are listed one by one. */
const MOST_SIDE = 512;
const MOST_LISTED = 20_000;

export interface Asked {
  open: OpenWorld;
  unit(branch: string): Unit;
  state(unit: Unit, tick: Tick): Promise<JournalState>;
}

export class Places {
  private books: { unit: Unit; book: CensusBook } | null = null;
  private readonly told = new Recent<Channels>(2);

  constructor(private readonly asked: Asked) {}

  audit(question: AuditQuestion, stopped?: () => void): Promise<AuditAnswer> {
    return audit(this.asked.unit(question.branch), this.asked.open.tables, question, stopped);
  }

  find(question: FindQuestion, stopped?: () => void): Promise<Found[]> {
    const { open, state } = this.asked;
    const unit = this.asked.unit(question.branch);
    const searched: Searched = {
      unit,
      tables: open.tables,
      book: this.book(unit),
      surfaces: this.surfaces(),
      state: (tick) => state(unit, tick),
      channels: async (tick, wanted) => (await this.channels(unit)).at(tick, (name) => fits(name, wanted) !== null),
    };
    return find(searched, question, stopped);
  }

  /** Surface by surface, the view's first. */
  async standing(view: View, names: readonly string[] | null, at: [number, number], stopped?: () => void): Promise<Standing[]> {
    const unit = this.asked.unit(view.branch);
    const tick = view.tick ?? LAST;
    const turns = new Turns(stopped);
    const wanted = names && new Set(names);
    const rows: Standing[] = [];
    for (const surface of [view.surface, ...this.surfaces().filter((other) => other !== view.surface)]) {
      const count = new StandingCount(this.asked.open.tables, surface, wanted, at);
      const mask = ChartMask.of(unit, surface, view.force, tick);
      await this.book(unit).each(surface, tick, mask, turns, (region) => count.take(region));
      rows.push(...count.rows());
    }
    return rows;
  }

  private book(unit: Unit): CensusBook {
    // Of one branch at a time: who compares two waits a little, and memory is that of one.
    if (this.books?.unit !== unit) this.books = { unit, book: new CensusBook(unit, this.asked.open.tables) };
    return this.books.book;
  }

  private channels(unit: Unit): Promise<Channels> {
    return this.told.get(`${this.asked.open.units.indexOf(unit)}`, async () => new Channels(await unit.rowsUntil(LAST)));
  }

  private surfaces(): SurfaceIndex[] {
    return this.asked.open.stored.info.surfaces.filter(({ map }) => map).map(({ index }) => index);
  }

  /** One by one, the nearest first. */
  async where(view: View, wanted: Wanted, stopped?: () => void): Promise<Whereabouts> {
    const unit = this.asked.unit(view.branch);
    const tick = view.tick ?? LAST;
    const count = new WhereCount(this.asked.open.tables, wanted);
    const mask = ChartMask.of(unit, view.surface, view.force, tick);
    await this.book(unit).each(view.surface, tick, mask, new Turns(stopped), (region) => count.take(region));
    return count.answer();
  }

  /** Entities whose centre lies in an area, the largest first; what reaches over 512 tiles to the south or east is cut off. */
  async entities(view: View, [x0, y0, x1, y1]: Area, limit: number, least = 0): Promise<ThingHere[]> {
    const unit = this.asked.unit(view.branch);
    const tick = view.tick ?? LAST;
    const area: Area = [x0, y0, Math.min(x1, x0 + MOST_SIDE), Math.min(y1, y0 + MOST_SIDE)];
    const mask = ChartMask.of(unit, view.surface, view.force, tick);
    const found: ThingHereOf[] = [];
    for (const [rx, ry] of regionsOver(area)) {
      for (const things of (await unit.thingsIn(view.surface, rx, ry, tick)).values()) {
        for (const row of things.entities.values()) {
          const [x, y] = [row.x / 256, row.y / 256];
          if (x < area[0] || y < area[1] || x >= area[2] || y >= area[3] || !(await mask.charted(x, y))) continue;
          const thing = thingHere(row, this.asked.open.tables);
          if (Math.min(...thing.size) >= least) found.push(thing);
        }
      }
    }
    found.sort((a, b) => b.size[0] * b.size[1] - a.size[0] * a.size[1] || a.at[1] - b.at[1] || a.at[0] - b.at[0]);
    return found.slice(0, Math.min(limit, MOST_LISTED));
  }
}

/** Regions of level 0 that an area in tiles touches, row by row. */
export function* regionsOver([x0, y0, x1, y1]: Area): Iterable<[rx: number, ry: number]> {
  for (let ry = Math.floor(y0 / RASTER); ry * RASTER < y1; ry++)
    for (let rx = Math.floor(x0 / RASTER); rx * RASTER < x1; rx++) yield [rx, ry];
}
