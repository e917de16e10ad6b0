/** A page of the item browser in the form that goes into a link. */
import type {
  Amount,
  Cost,
  Fact,
  MachineUse,
  Page,
  RecipeRow,
  Related,
  Shown,
  Step,
  SurfaceCondition,
  TechnologyPage,
  Trigger,
} from '../prototype/types';
import { among, fields, flag, list, maybe, nullable, number, pair, type Shape, text, truth, variants } from './shape';

const NAME = 200;
const TEXT = 4_000;
/** Of anything there is on one page. */
const MOST = 2_000;
const FEW = 200;

type Numbered = Extract<Fact['value'], { type: 'number' }>;
type Ranged = Extract<Fact['value'], { type: 'range' }>;
type Listed = Extract<Fact['value'], { type: 'refs' }>;

/** Their places are written into links: only ever add at the end. */
const SORTS: readonly RecipeRow['sort'][] = [
  ...(['recipe', 'mining', 'pumping', 'rocket', 'boiling', 'spoiling', 'burning', 'growing', 'generating', 'collecting'] as const),
];
const UNITS: readonly NonNullable<Numbered['unit']>[] = [
  ...(['W', 'J', 's', 'tick', '°C', '%', 'tile', 'tile/s', 'item/s', '/s', '/min', 'kg', 'km', ''] as const),
];

/** With this way to write what is shown by name: by its number in the link's own table. */
export function pageShape(shown: Shape<Shown>): Shape<Page> {
  const amount = fields<Amount>({
    ref: shown,
    amount: number,
    min: maybe(number),
    max: maybe(number),
    probability: maybe(number),
    temperature: maybe(pair(nullable(number), nullable(number))),
    catalyst: maybe(number),
  });
  const condition = fields<SurfaceCondition>({ property: shown, min: nullable(number), max: nullable(number) });
  const row = fields<RecipeRow>({
    ref: shown,
    sort: among(SORTS),
    ingredients: list(amount, FEW),
    products: list(amount, FEW),
    time: nullable(number),
    categories: list(text(NAME), FEW),
    machines: list(shown, FEW),
    byHand: flag,
    enabled: flag,
    unlockedBy: list(shown, FEW),
    simplicity: number,
    energy: maybe(number),
    mode: maybe(among(['expensive'] as const)),
    conditions: maybe(list(condition, FEW)),
    hidden: maybe(truth),
  });
  const rate = fields<MachineUse['uses'][number]>({ ref: shown, perMinute: number });
  const machine = fields<MachineUse>({
    machine: shown,
    speed: number,
    time: number,
    uses: list(rate, FEW),
    makes: list(rate, FEW),
    power: nullable(number),
    drain: nullable(number),
    modules: number,
    slots: fields<MachineUse['slots']>({ items: nullable(number), fluidsIn: number, fluidsOut: number }),
    productivity: number,
    conditions: list(condition, FEW),
    tooSmall: maybe(truth),
    fuels: maybe(list(text(NAME), FEW)),
  });
  const fact = fields<Fact>({
    key: text(NAME),
    value: variants<Fact['value']>({
      number: fields<Omit<Numbered, 'type'>>({ value: number, unit: maybe(among(UNITS)) }),
      range: fields<Omit<Ranged, 'type'>>({ min: nullable(number), max: nullable(number), unit: maybe(text(20)) }),
      text: fields({ text: text(TEXT) }),
      yes: fields({ yes: flag }),
      refs: fields({ refs: list(fields<Listed['refs'][number]>({ ref: shown, amount: maybe(number) }), MOST) }),
      conditions: fields({ conditions: list(condition, FEW) }),
    }),
  });
  const cost = fields<Cost>({
    packs: list(fields<Cost['packs'][number]>({ ref: shown, amount: number }), FEW),
    count: nullable(number),
    time: number,
    formula: maybe(text(NAME)),
  });
  const trigger = fields<Trigger>({ type: text(NAME), ref: nullable(shown), count: number });
  const step = fields<Step>({ ref: shown, needs: list(text(NAME), FEW), cost: nullable(cost), trigger: nullable(trigger) });
  const technology = fields<TechnologyPage>({
    step,
    prerequisites: list(shown, MOST),
    leadsTo: list(shown, MOST),
    unlocks: list(shown, MOST),
    effects: list(fact, FEW),
    maxLevel: nullable(number),
  });
  return fields<Page>({
    ref: shown,
    type: text(NAME),
    mod: nullable(text(NAME)),
    description: text(TEXT),
    group: nullable(shown),
    names: list(fields<Page['names'][number]>({ language: text(40), label: text(NAME) }), FEW),
    facts: list(fact, MOST),
    recipes: list(row, MOST),
    machines: list(machine, MOST),
    made: list(row, MOST),
    used: list(row, MOST),
    makes: list(row, MOST),
    related: list(fields<Related>({ key: text(NAME), refs: list(shown, MOST) }), FEW),
    technology: nullable(technology),
    path: nullable(list(step, MOST)),
    planets: nullable(list(shown, MOST)),
    copy: fields<Page['copy']>({ rich: text(1_000), command: nullable(text(1_000)) }),
    missing: list(text(NAME), FEW),
  });
}
