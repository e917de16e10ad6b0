import type { Differing, PackDifference } from '../core/pack/compare';
import type { Amount, Fact, Kind, RecipeRow, SurfaceCondition, Trigger } from '../core/prototype/types';
import { amount, duration, share, withPrefix } from './amounts';
import { enumeration, number, prototypeTitle } from './format';

/** The words of the item browser, loaded with it. Those of its shell stand in en.ts. */

const count = (one: string, many: string) => (value: number) => `${number(value)} ${value === 1 ? one : many}`;

const kinds: Record<Kind | 'mod', string> = {
  item: 'Item',
  fluid: 'Fluid',
  recipe: 'Recipe',
  technology: 'Technology',
  entity: 'Entity',
  tile: 'Tile',
  'space-location': 'Planet or place in space',
  'space-connection': 'Space connection',
  'asteroid-chunk': 'Asteroid chunk',
  surface: 'Surface',
  quality: 'Quality',
  equipment: 'Equipment',
  'item-group': 'Group',
  'item-subgroup': 'Subgroup',
  'virtual-signal': 'Signal',
  achievement: 'Achievement',
  shortcut: 'Shortcut',
  'ammo-category': 'Ammo category',
  'damage-type': 'Damage type',
  'fuel-category': 'Fuel category',
  'airborne-pollutant': 'Pollutant',
  'surface-property': 'Surface property',
  'autoplace-control': 'Map generation',
  decorative: 'Decorative',
  mod: 'Mod',
};

/** At the end of a row, small. */
const kindShort: Partial<Record<Kind | 'mod', string>> = {
  item: 'item',
  fluid: 'fluid',
  recipe: 'recipe',
  technology: 'tech',
  entity: 'entity',
  tile: 'tile',
  'space-location': 'planet',
  quality: 'quality',
  equipment: 'equipment',
  'virtual-signal': 'signal',
  mod: 'mod',
};

const tabs = {
  item: 'Items',
  fluid: 'Fluids',
  recipe: 'Recipes',
  technology: 'Technologies',
  entity: 'Entities',
  tile: 'Tiles',
  'space-location': 'Planets',
  quality: 'Quality',
  equipment: 'Equipment',
  'virtual-signal': 'Signals',
};

const range = (min: number | null | undefined, max: number | null | undefined, unit = '') => {
  const tail = unit === '' ? '' : ` ${unit}`;
  if (min == null && max == null) return 'any';
  if (min == null) return `up to ${amount(max as number)}${tail}`;
  if (max == null) return `${amount(min)}${tail} or more`;
  return min === max ? `${amount(min)}${tail}` : `${amount(min)} to ${amount(max)}${tail}`;
};

const amountWords = (of: Amount): string => {
  const many = of.min !== undefined && of.max !== undefined && of.min !== of.max ? range(of.min, of.max) : null;
  const hit = of.probability === undefined ? null : (of.min ?? of.amount / of.probability);
  const how =
    of.probability === undefined
      ? (many ?? amount(of.amount))
      : `${many ?? amount(hit ?? of.amount)} with a chance of ${share(of.probability)}, ${amount(of.amount)} on average`;
  const warm = of.temperature === undefined ? '' : ` at ${range(of.temperature[0], of.temperature[1], '°C')}`;
  const back = of.catalyst === undefined ? '' : `, ${amount(of.catalyst)} of it comes back`;
  return `${of.ref.label}, ${how}${warm}${back}`;
};

const conditions = (list: readonly SurfaceCondition[]) =>
  enumeration(list.map((one) => `${one.property.label} ${range(one.min, one.max)}`));

const triggers: Record<string, (label: string, count: number) => string> = {
  'craft-item': (label, times) => `make ${amount(times)} ${label}`,
  'craft-fluid': (label, times) => `make ${amount(times)} ${label}`,
  'mine-entity': (label) => `mine ${label}`,
  'build-entity': (label) => `build ${label}`,
  'create-space-platform': () => 'create a space platform',
  'capture-spawner': (label) => (label === '' ? 'capture a nest' : `capture ${label}`),
  'send-item-to-orbit': (label) => `send ${label} to orbit`,
  scripted: () => 'a mod’s own trigger',
};

const sorts: Record<RecipeRow['sort'], string> = {
  recipe: 'Crafting',
  mining: 'Mining',
  pumping: 'Pumping',
  rocket: 'Rocket launch',
  boiling: 'Boiling',
  spoiling: 'Spoiling',
  burning: 'Burning',
  growing: 'Growing',
  generating: 'Power generation',
  collecting: 'Collecting in space',
};

type FactNumber = Extract<Fact['value'], { type: 'number' }>;

/** Mods that come with the game. */
export const GAME: ReadonlySet<string> = new Set(['core', 'base', 'space-age', 'quality', 'elevated-rails', 'recycler']);

/** A number of a fact with its unit. */
function factNumber({ value, unit = '' }: Pick<FactNumber, 'value' | 'unit'>): string {
  switch (unit) {
    case 'W':
    case 'J':
      return withPrefix(value, unit);
    case 's':
      return duration(value);
    case 'tick':
      return duration(value / 60);
    case '%':
      return `${amount(value)} %`;
    case 'tile':
      return value === 1 ? '1 tile' : `${amount(value)} tiles`;
    case 'tile/s':
      return `${amount(value)} tiles a second`;
    case 'item/s':
      return `${amount(value)} items a second`;
    case '/s':
      return `${amount(value)} a second`;
    case '/min':
      return `${amount(value)} a minute`;
    case '':
      return amount(value);
    default:
      return `${amount(value)} ${unit}`;
  }
}

export const w = {
  title: 'Items',
  kinds,
  kindShort,
  tabs,
  loading: 'Opening the pack',
  failed: 'The pack cannot be read',
  failedTip: 'What is stored of it is as it was. Try again; when it stays so, drop its files anew.',

  amount: { words: amountWords, range, conditions },
  factNumber,

  side: {
    label: 'Pinned and recent',
    open: 'Pinned, recent and pack',
    pinned: 'Pinned',
    noPins: 'Nothing pinned',
    noPinsTip: (fingers: boolean) =>
      `${fingers ? 'Hold a finger on any item, or press Pin on its page.' : 'Press P on any item, or Pin on its page.'} Pins are the same in all your tabs.`,
    sort: 'Drag to sort, or Alt and the arrows.',
    earlier: 'Move it forward',
    later: 'Move it back',
    movedTo: (label: string, place: number, of: number) => `${label}: place ${place} of ${of}`,
    recent: 'Recent',
    noRecent: 'What you look at stands here.',
    pack: 'Pack',
    mods: 'Mods',
    language: 'Language',
    languages: count('language', 'languages'),
    missing: 'Missing pictures',
    onPage: 'On this page',
    packs: 'All packs',
  },

  front: {
    kinds: 'Kinds',
    groups: 'Groups',
    showHidden: (value: number) => `Show ${number(value)} hidden`,
    hideHidden: (value: number) => `Leave out ${number(value)} hidden`,
    hiddenMark: 'hidden',
    empty: (tab: keyof typeof tabs) => `No ${tabs[tab].toLowerCase()} in this pack`,
    grid: (tab: string, total: number) => `${tab}: ${number(total)}. Arrows move, Enter opens.`,
    discover: 'Something you may not know',
    another: 'Another',
    more: 'Or one of these',
    pane: 'Discover',
    waiting: (done: number, total: number) => `Icons: ${number(done)} of ${number(total)} sheets drawn`,
    waitingTitle: 'Drawing icons',
    lacking: (files: number) => `${number(files)} ${files === 1 ? 'picture is' : 'pictures are'} missing`,
    lackingTip: 'Drop these folders, or choose them. Only the pictures that icons name are read, and nothing leaves this computer.',
    dataFolder: 'The game’s data folder',
    modsFolder: 'Your mods folder',
    folders: {
      windows: ['C:\\Program Files\\Factorio\\data, or in Steam steamapps\\common\\Factorio\\data', '%APPDATA%\\Factorio\\mods'],
      mac: ['factorio.app/Contents/data, in Applications or Steam', '~/Library/Application Support/factorio/mods'],
      linux: ['factorio/data, or ~/.steam/steam/steamapps/common/Factorio/data', '~/.factorio/mods'],
    } as Record<'windows' | 'mac' | 'linux', [data: string, mods: string]>,
    noNamesTitle: 'Names are missing',
    noNames: 'There are no names in this pack yet, so internal names stand here. Drop *-locale.json, or the game’s data folder.',
    which: 'Which files are missing',
  },

  search: {
    label: 'Search',
    hint: 'Search items, recipes, technologies',
    none: (query: string) => `No result for “${query}”`,
    noneTip: 'Names in every loaded language and internal names are searched, with room for typos.',
    recent: 'Pinned and recent',
    noneFilter: 'The filters may hide it.',
    clearFilters: 'Search without filters',
    results: count('result', 'results'),
    more: (value: number) => `${number(value)} more: go on typing`,
    searching: 'Searching',
    other: 'Other languages are being searched',
    everything: 'Everything',
    mods: 'Mod',
    groups: 'Group',
    filters: 'Filters',
    internal: 'internal name',
    keys: { choose: 'choose', open: 'open', filter: 'filter', pin: 'pin', close: 'close' },
    hiddenToo: 'hidden',
    list: 'Results',
    failed: 'The search did not answer. Type on to ask again.',
  },

  /** What a page says of the world on the map. */
  onMap: {
    title: 'On the map',
    latest: 'latest',
    stands: 'Stands',
    makes: 'Made by',
    fields: 'In fields',
    made: 'Made so far',
    used: 'Used so far',
    on: (many: string, surface: string) => `${many} on ${surface}`,
    machines: count('machine', 'machines'),
    amount: (value: number) => withPrefix(value, '').trim(),
    looking: 'Looking for it …',
    none: 'None stands there at this moment.',
    failed: 'The map could not be searched.',
    researched: (time: string) => `Researched at ${time}.`,
    notResearched: 'Not researched at this moment.',
  },

  page: {
    missingTitle: 'Not in this pack',
    missing: (kind: string, name: string) => `There is no ${kind.toLowerCase()} “${name}” in it. Another pack may have it.`,
    back: 'All items',
    pin: 'Pin',
    pinned: 'Pinned',
    more: 'More',
    copyRich: (rich: string) => `Copy ${rich}`,
    copyCommand: 'Copy the console command that gives it',
    copyName: 'Copy the internal name',
    copyLink: 'Copy the address of this page',
    command: 'Console command',
    name: 'Internal name',
    link: 'Address',
    hidden: 'hidden in the game',
    description: 'Description',

    made: 'Made by',
    recipe: 'Recipe',
    used: 'Used in',
    usedIn: (value: number) => `Used in ${count('recipe', 'recipes')(value)}`,
    makes: 'Makes',
    becomes: 'become',
    becomesIn: 'become, in',
    nothing: 'nothing to keep',
    madeIn: 'Made in',
    machines: 'In machines',
    machinesNote: 'one machine, without modules and beacons',
    path: 'Unlock path',
    fromStart: 'from the start',
    steps: count('technology from the start', 'technologies from the start'),
    recipes: count('recipe', 'recipes'),
    entries: count('entry', 'entries'),
    related: 'Related',
    raw: 'Raw prototype',
    rawTip: 'as the game loaded it',
    rawFailed: 'The raw fields could not be read.',
    facts: 'Facts',
    names: 'In other languages',
    calculate: 'Calculate it in',
    calculateTip: 'They know the game’s own items; whether your mods are there too is up to them.',
    opensTab: 'opens a new tab',
    planets: 'On planets',
    anywhere: 'anywhere',
    missingFiles: 'Its picture is not whole',
    noPicture: 'Its picture is missing',
    missingTip: 'Drop the folder or zip that these lie in, and the picture fills in:',
    where: 'Where',

    order: 'Order',
    showHidden: (value: number) => `Show ${number(value)} hidden`,
    hideHidden: (value: number) => `Leave out ${number(value)} hidden`,
    simplest: 'Simplest first',
    game: 'Game’s order',
    showAll: (value: number) => `Show all ${number(value)}`,
    showLess: 'Show fewer',

    byHand: 'by hand',
    notByHand: 'not by hand',
    noMachine: 'no machine here can',
    time: (seconds: number | null) => (seconds === null ? '' : duration(seconds)),
    expensive: 'expensive mode',
    normal: 'normal mode',
    mode: 'Recipe mode',
    hiddenRecipe: 'hidden',
    energy: (joules: number) => `${withPrefix(joules, 'J')} of heat or power`,
    unlockedBy: 'Unlocked by',
    start: 'Known from the start',
    only: (where: string) => `only where ${where}`,
    sorts,

    /** What a row says to whoever does not see it. */
    rowWords: (row: RecipeRow) => {
      const from =
        row.ingredients.length === 0 ? 'nothing' : enumeration(row.ingredients.map(amountWords).map((text) => text.replace(', ', ': ')));
      const to = row.products.length === 0 ? 'nothing' : enumeration(row.products.map(amountWords).map((text) => text.replace(', ', ': ')));
      const long = row.time === null ? '' : ` in ${duration(row.time)} at speed 1`;
      const where = row.conditions === undefined || row.conditions.length === 0 ? '' : ` Only where ${conditions(row.conditions)}.`;
      const first =
        row.enabled || row.unlockedBy.length === 0 ? '' : ` First research ${enumeration(row.unlockedBy.map((one) => one.label))}.`;
      return `From ${from} come ${to}${long}.${first}${where}`;
    },
    machineWords: (machine: string, makes: { label: string; perMinute: number }[], uses: { label: string; perMinute: number }[]) => {
      const said = (list: typeof makes) => enumeration(list.map((one) => `${amount(one.perMinute)} ${one.label} a minute`));
      const out = makes.length === 0 ? '' : ` makes ${said(makes)}`;
      const into = uses.length === 0 ? '' : ` ${out === '' ? '' : 'and '}uses ${said(uses)}`;
      return `One ${machine}${out}${into}.`;
    },
    firstResearch: (labels: string[]) => `First research ${enumeration(labels)}.`,
    noResearch: 'No research is needed: it is known from the start.',
    never: 'No technology leads to it.',
    onPlanets: (labels: string[]) => `On ${enumeration(labels)}.`,
    onAny: 'Nothing ties it to a planet.',
    onNone: 'On no planet of this pack.',
  },

  machine: {
    name: 'Machine',
    speed: 'Speed',
    time: 'Time',
    makes: 'Makes a minute',
    uses: 'Uses a minute',
    power: 'Power',
    drain: (watts: number) => `${withPrefix(watts, 'W')} idle`,
    burns: 'burns',
    free: 'none',
    modules: 'Modules',
    slots: 'Slots',
    slotsWords: (items: number | null, fluidsIn: number, fluidsOut: number) =>
      [
        ...(items === null ? [] : [count('item', 'items')(items)]),
        ...(fluidsIn === 0 ? [] : [`${fluidsIn} ${fluidsIn === 1 ? 'fluid' : 'fluids'} in`]),
        ...(fluidsOut === 0 ? [] : [`${fluidsOut} out`]),
      ].join(', '),
    productivity: (value: number) => `+${share(value)} products of its own`,
    tooSmall: 'too few slots',
    conditions: 'Only where',
    forItem: 'Making',
    all: (value: number) => `Show all ${number(value)} machines`,
  },

  technology: {
    cost: (times: string) => `${times} ×`,
    each: (seconds: number) => `${duration(seconds)} each`,
    inOneLab: (seconds: number) => `${duration(seconds)} in one lab`,
    trigger: (trigger: Trigger) =>
      (triggers[trigger.type] ?? ((label: string) => `${prototypeTitle(trigger.type).toLowerCase()} ${label}`))(
        trigger.ref?.label ?? '',
        trigger.count,
      ).trim(),
    byTrigger: 'Not researched in labs. To get it,',
    formula: 'by level',
    maxLevel: 'Levels',
    endless: 'without end',
    upTo: (level: number) => `up to level ${number(level)}`,
    prerequisites: 'Needs',
    leadsTo: 'Leads to',
    unlocks: 'Unlocks',
    effects: 'Effects',
    tree: 'Tree',
    list: 'List',
    view: 'Show as',
    wholePath: 'The whole path',
    costs: 'Takes',
    isThis: 'this page',
    none: 'Nothing: it can be researched from the start.',
    technologies: count('technology', 'technologies'),
    costWords: (times: string, packs: string[], seconds: number) => `${times} times ${enumeration(packs)}, ${duration(seconds)} each`,
    treeLabel: 'What must be researched first, from left to right',
  },

  tip: {
    usedIn: 'Used in',
    madeBy: 'Made by',
    stack: 'Stack size',
    unlockedBy: 'Unlocked by',
    ingredients: 'Ingredients',
    products: 'Products',
    madeIn: 'Made in',
    atSpeed: 'at speed 1',
    needs: 'Needs',
    fromStart: 'From the start',
    steps: count('step', 'steps'),
    unlocks: 'Unlocks',
    open: 'open',
    openButton: 'Open',
    pin: 'pin',
    unpin: 'unpin',
    missing: (file: string) => `${file} is not in what you dropped.`,
    sameName: (mod: string) => `from ${mod}`,
    card: (label: string) => `About ${label}`,
    more: (value: number) => `and ${number(value)} more`,
  },

  mods: {
    title: 'Mods',
    name: 'Mod',
    version: 'Version',
    author: 'Author',
    entries: 'Entries',
    source: 'Known by',
    portal: 'On the mod portal',
    none: 'No file said which mods are in it',
    noneTip: 'A dump names no mods. Drop mod-list.json, the mods folder or the game’s log, and they stand here.',
    core: 'the game itself',
    noIcons: 'No picture is missing',
    of: (label: string) => `What ${label} brings`,
  },

  missing: {
    title: 'Missing pictures',
    whole: 'Every picture is whole.',
    files: count('file', 'files'),
    tip: 'These files are named by icons, but were in nothing you dropped. Drop the folders or zips they lie in: what is there fills in.',
    /** Where a mod's files lie. */
    from: (mod: string) =>
      GAME.has(mod)
        ? `in the game’s folder data/${mod}`
        : mod === ''
          ? 'in the game’s folder or a mod'
          : `in the zip or folder of ${mod} in mods/`,
  },

  pack: {
    choose: 'Pack',
    all: 'All packs',
    manage: (name: string) => `Name, export or delete ${name}`,
    title: 'Packs',
    counts: (items: number, recipes: number) => `${count('item', 'items')(items)}, ${count('recipe', 'recipes')(recipes)}`,
    mods: (version: string | null, mods: number) =>
      [version, mods === 0 ? null : `${number(mods)} ${mods === 1 ? 'mod' : 'mods'}`].filter((part) => part !== null).join(' + '),
    differing: ({ differs, more }: PackDifference) => {
      const own = differs.flatMap((one) => (one.by === 'count' ? [] : [differing(one)]));
      const counts = differs.flatMap((one) => (one.by === 'count' ? [differing(one)] : []));
      return [
        ...(own.length === 0 ? [] : [`Only here: ${own.join(', ')}`]),
        ...(counts.length === 0 ? [] : [`Has ${counts.join(', ')}`]),
        ...(more === 0 ? [] : [`${number(more)} more`]),
      ].join(' · ');
    },
    name: 'Name',
    rename: 'Rename',
    remove: 'Delete',
    export: 'Export',
    exportTitle: (name: string) => `Export ${name}`,
    icons: 'Icons',
    choices: {
      stored: ['As here', 'Lossless, ready at once.'],
      small: ['Smaller', 'Lossless, about a fifth smaller. Every sheet is packed anew, which takes its time.'],
      lossy: ['Small', 'Quality 90, about a third of the size. Not the exact pixels.'],
      none: ['None', 'Prototypes and texts alone. Icons fill in when the game’s folders are dropped.'],
    } as Record<'stored' | 'small' | 'lossy' | 'none', [string, string]>,
    native: 'Full-size pictures too',
    nativeTip: 'Technologies and entities as large as they are drawn.',
    languages: 'Languages',
    allLanguages: 'All',
    whose: 'The pictures are made from the game’s and the mods’ own files, which belong to their makers. Share them only as those allow.',
    save: 'Save the file',
    exporting: (done: number, total: number) => (total === 0 ? 'Packing' : `Packing: ${number(done)} of ${number(total)}`),
    exportFailed: 'The export did not work.',
    saved: (size: string) => (size === '' ? 'Saved.' : `Saved, ${size}.`),
    notDone: 'That could not be done. The pack is as it was.',
    exportOrRename: 'Export, name, delete',
    listFailed: 'The packs in this browser cannot be read',
    linkTitle: 'This link needs a pack you do not have',
    linkTip: 'Drop its files, and the same page opens. Or look at what is here.',
    bringing: 'The link brings its pack along',
    otherFits: (world: string) => `${world} fits another pack:`,
    open: 'Open',
    opened: 'shown now',
    partly: 'partly read',
    tooNew: 'Made by a newer version of the site',
    tooNewTip: 'Load the new version of the site, then open it again.',
    sample: 'sample',
    size: 'Size',
    icon: 'Pictures',
    iconsOf: (complete: number, incomplete: number) =>
      incomplete === 0 ? `${number(complete)} whole` : `${number(complete)} whole, ${number(incomplete)} not`,
    from: 'From',
    said: (source: string) => `from ${source}`,
    game: 'Game',
    id: 'Id',
    fits: (world: string) => `Fits ${world}`,
    fitsAlmost: (world: string, misses: string) => `Fits ${world}, but ${misses}`,
    misses: (missing: string[], extra: string[], versions: string[]) =>
      enumeration([
        ...(missing.length === 0 ? [] : [`${some(missing)} ${missing.length === 1 ? 'is' : 'are'} missing here`]),
        ...(extra.length === 0 ? [] : [`${some(extra)} ${extra.length === 1 ? 'is' : 'are'} not in the world`]),
        ...(versions.length === 0 ? [] : [`${some(versions)} ${versions.length === 1 ? 'has' : 'have'} another version`]),
      ]),
  },

  empty: {
    title: 'No pack yet',
    another: 'Another pack',
    lead: 'Drop what the game writes about your mods, and browse every item, recipe and technology of exactly that modpack.',
    steps: [
      ['The prototypes', 'Close the game, then let it write script-output/data-raw-dump.json:', '--dump-data'],
      ['The names', 'In your language; writes script-output/*-locale.json:', '--dump-prototype-locale'],
      [
        'The pictures',
        'Drop the game’s data folder and your mods folder: only the files that icons name are read. Or let the game draw them:',
        '--dump-icon-sprites',
      ],
    ] as [string, string, string][],
    command: {
      windows: (option: string) => `factorio.exe ${option}`,
      mac: (option: string) => `/Applications/factorio.app/Contents/MacOS/factorio ${option}`,
      linux: (option: string) => `./factorio ${option}`,
    } as Record<'windows' | 'mac' | 'linux', (option: string) => string>,
    steam: 'With Steam, put the option into the game’s launch options for one start.',
    any: 'Drop all of it at once or bit by bit, in any order.',
    sample: 'Open the sample pack',
    folder: 'Choose a folder',
    files: 'Choose files',
    copy: (text: string) => `Copy ${text}`,
  },
};

/** What a pack has and others have not. */
function differing(one: Differing): string {
  switch (one.by) {
    case 'game':
      return `Factorio ${one.version}`;
    case 'mod':
      return one.version === null ? one.name : `${one.name} ${one.version}`;
    case 'settings':
      return 'other startup settings';
    case 'count':
      return `${number(one.count)} × ${one.type}`;
  }
}

function some(names: string[]): string {
  return names.length <= 3 ? enumeration(names) : `${names.slice(0, 2).join(', ')} and ${number(names.length - 2)} more`;
}
