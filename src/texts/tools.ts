import type { How } from '../core/packet/schema';
import type { AuditKind } from '../core/world/place-types';
import { number, prototypeTitle } from './format';

/** The words of the map's tools, loaded with the map. */

const count = (one: string, many: string) => (value: number) => `${number(value)} ${value === 1 ? one : many}`;

const kinds: Record<AuditKind, string> = {
  built: 'Built',
  removed: 'Removed',
  died: 'Destroyed',
  rotated: 'Turned',
  upgraded: 'Upgraded',
  recipe: 'Recipe set',
  moved: 'Moved',
  changed: 'Changed',
  tagged: 'Tagged',
  untagged: 'Tag removed',
  found: 'First seen',
  missing: 'No longer seen',
  merged: 'Detail missing',
};

const hows: Partial<Record<How, string>> = {
  robot: 'by a robot',
  script: 'by a script',
  platform: 'by its platform',
  cloned: 'as a copy',
};

export const m = {
  tools: 'Tools',
  area: 'History of a place',
  measure: 'Measure',
  picture: 'Picture',
  stats: 'Statistics',
  statsFailed: 'The statistics could not be loaded. There may be no network.',
  fullScreen: 'Full screen',
  endFullScreen: 'End full screen',
  noFullScreen: 'The browser did not allow full screen.',
  codeFailed: 'This tool could not be loaded. There may be no network.',

  draw: {
    hint: 'Drag a rectangle, or press two of its corners.',
    touch: 'Press two corners of a rectangle.',
    second: 'Now press the other corner.',
    view: 'What is in view',
  },

  place: {
    title: 'History of this place',
    here: 'History here',
    size: (wide: string, high: string) => `${wide} × ${high} ${wide === '1' && high === '1' ? 'tile' : 'tiles'}`,
    show: 'Show the place',
    who: 'Who',
    everyone: (events: number) => `Everyone (${number(events)})`,
    nobody: (events: number) => `Nobody named (${number(events)})`,
    one: (name: string, events: number) => `${name} (${number(events)})`,
    kinds: 'Which events',
    chip: (kind: AuditKind, events: number) => `${kinds[kind]} ${number(events)}`,
    until: 'Only up to the moment shown',
    rows: count('event', 'events'),
    of: (shown: number, all: number) => `${number(shown)} of ${number(all)} events`,
    more: (value: number) => `${number(value)} earlier`,
    none: 'Nothing is told of this place',
    noneTip: 'Logs of the mod tell what is built and removed, by whom, and when. What stood before they begin has no history.',
    noneOfThese: 'Nothing of these kinds here',
    everything: 'Show everything',
    failed: 'The history could not be read.',
    kind: kinds,
    row: (kind: AuditKind, title: string) => (kind === 'merged' ? kinds.merged : `${kinds[kind]}: ${title}`),
    how: (how: How | undefined) => (how === undefined ? '' : (hows[how] ?? '')),
    cause: (name: string) => `by ${/^[a-z0-9-]+$/.test(name) ? prototypeTitle(name).toLowerCase() : name}`,
    recipe: (title: string) => `makes ${title}`,
    faces: (direction: string) => `faces ${direction}`,
    quality: (title: string) => `quality ${title}`,
    /** Until then no event is told one by one. */
    merged: 'Before this, events were too many to be written one by one.',
    mergedHere: (when: string) => `Detail missing in this chunk before ${when}: events were too many to be written one by one.`,
    found: 'Stood here when this was written; nothing tells since when.',
    missing: 'Was gone when this was written; nothing tells since when.',
    csv: 'CSV',
    json: 'JSON',
    export: 'Save as',
    cut: (rows: number, all: number) => `The file has the newest ${number(rows)} of ${number(all)} events.`,
    columns: {
      ...{ tick: 'tick', time: 'time of play', clock: 'clock', kind: 'event', name: 'name', x: 'x', y: 'y', id: 'unit', force: 'force' },
      ...{ player: 'player', how: 'how', cause: 'cause', recipe: 'recipe', direction: 'direction', quality: 'quality' },
    },
    /** Of the file that is saved. */
    file: (world: string, surface: string) => `${world} ${surface} history`,
  },

  ruler: {
    hint: 'Press points on the map.',
    keys: 'Enter sets one in the middle.',
    length: (tiles: string) => `${tiles} ${tiles === '1' ? 'tile' : 'tiles'}`,
    area: (tiles: string) => `${tiles} tiles²`,
    distance: 'Distance',
    around: 'Area',
    undo: 'Take back',
    clear: 'Clear',
    done: 'Done',
  },

  marked: {
    title: 'Found places',
    count: (all: number) => number(all),
    nearest: (shown: number) => `the nearest ${number(shown)} are marked`,
    elsewhere: (surface: string) => `on ${surface}`,
    go: 'Go there',
    before: 'The one before',
    next: 'The next one',
    at: (nth: number, all: number) => `${number(nth)} of ${number(all)}`,
    clear: 'Clear the marks',
  },

  print: {
    title: 'Save a picture',
    what: 'What',
    view: 'What is in view',
    surface: (name: string) => `All of ${name}`,
    scale: 'Scale',
    perTile: (pixels: number) => (pixels >= 1 ? `${number(pixels)} px a tile` : `1 px for ${number(1 / pixels)} tiles`),
    size: (width: number, height: number) => `${number(width)} × ${number(height)} px`,
    tooLarge: (most: number) => `A side may have ${number(most)} px. Choose a smaller scale, or a part of the map.`,
    marks: 'With names of players, stations and tags',
    grid: 'With the grid',
    save: 'Save',
    drawing: 'Drawing the picture',
    rows: (done: number, total: number) => `${number(done)} of ${number(total)} rows`,
    empty: 'All of it is empty, so there is no picture.',
    failed: 'The picture could not be drawn.',
    none: 'There is nothing to draw on this surface.',
  },

  find: {
    hint: 'Search this map and its items',
    hintItems: 'Search items, recipes, technologies',
    onMap: (world: string) => `On the map, ${world}`,
    items: 'Items and recipes',
    chip: 'On the map',
    goTo: (place: string) => `Go to ${place}`,
    position: 'Position',
    unknown: (surface: string) => `This world has no surface “${surface}”`,
    whole: 'the whole map',
    kinds: { player: 'Player', tag: 'Tag', stop: 'Station', patch: 'Field', entities: 'Standing', channel: 'Channel' },
    online: 'online',
    offline: 'offline',
    standing: (value: number) => `${number(value)} standing`,
    fields: (tiles: number) => count('tile', 'tiles')(tiles),
    told: count('message', 'messages'),
    fly: 'fly there',
    mark: 'mark them',
    last: (when: string) => `last at ${when}`,
    noneTip:
      'Players, tags, stations, fields of ore, entities and channels are searched, in every language of the open pack; and places as 57, −55 or [gps=57,-55].',
    failed: 'The map did not answer. Type on to ask again.',
    show: 'show on the map',
  },
};
