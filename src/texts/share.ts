import { bytes, number } from './format';

/** The words of sharing, and of links that hold what they show. */

const count = (one: string, many: string) => (value: number) => `${number(value)} ${value === 1 ? one : many}`;
const tags = count('tag', 'tags');
const stops = count('station', 'stations');
const chunks = (across: number, down: number) => `${number(across)} × ${number(down)} ${across * down === 1 ? 'chunk' : 'chunks'}`;

export const share = {
  title: 'Share',
  codeFailed: 'Sharing could not be loaded. There may be no network.',
  tabs: { link: 'Link', file: 'File', picture: 'Picture' },
  partOf: (name: string) => `${name} (part)`,

  view: {
    title: 'To this view',
    titlePage: 'To this page',
    whole: 'It brings its data along: whoever opens it needs nothing.',
    hosted: 'The world lies on the web: whoever opens it reads it from there.',
    needs: (name: string, files: string) => `For whoever has the same data. The link says what to drop: ${files === '' ? name : files}.`,
    field: 'Link to this view',
  },
  self: {
    title: 'That holds what it shows',
    making: 'Putting the link together',
    sizes: 'Size of the link',
    short: 'Short',
    long: 'Long',
    field: 'Link that holds what it shows',
    shortTip: 'Fits into a chat message.',
    longTip: 'Some programs cut links this long. In doubt send the file.',
    region: (across: number, down: number, tagged: number, stations: number) =>
      `${[across * down === 0 ? 'no picture' : chunks(across, down), tags(tagged), ...(stations === 0 ? [] : [stops(stations)])].join(', ')}. No names of players, no chat.`,
    part: 'Of what is in view only the middle has room in it. All of it has room in a file.',
    page: (pictures: number, all: number) =>
      pictures === 0
        ? 'The page as text, without pictures.'
        : pictures === all
          ? `The page with ${count('picture', 'pictures')(pictures)}, small.`
          : `The page with ${number(pictures)} of its ${count('picture', 'pictures')(all)}, small.`,
    noPictures: 'This browser cannot make pictures small enough.',
    characters: count('character', 'characters'),
    tooLong: (size: number, most: number) =>
      `It would have ${number(size)} characters, and ${number(most)} is the most. Send it as a file instead.`,
    toFile: 'To the file',
    none: 'There is nothing here that a link could hold.',
    failed: 'The link could not be made.',
  },
  copy: 'Copy',
  send: 'Send …',
  sendFailed: 'The device did not take it.',
  qr: 'QR code',
  qrOf: (what: string) => `QR code: ${what}`,
  qrTooLong: 'A QR code holds shorter links only.',

  file: {
    what: 'What of it',
    all: 'Its whole history',
    moment: 'This moment',
    span: 'Up to this moment',
    surfaces: 'Surfaces',
    allSurfaces: 'All surfaces',
    forces: 'Forces',
    allForces: 'All forces',
    privacy: 'About people',
    names: 'Names of players',
    chat: 'Chat and commands',
    engine: 'The game’s own lines',
    privacyTip:
      'Without names players are Player 1, Player 2 … The game’s own lines hold paths of a computer and network addresses. Texts of tags and names of stations are part of the map, and always in it.',
    pack: (name: string) => `Names and pictures of items: ${name}`,
    save: 'Save file',
    send: 'Send file …',
    waiting: 'Waits for what is being read',
    gathering: 'Putting the file together',
    parts: (done: number, total: number) => `${number(done)} of ${number(total)} parts`,
    done: (name: string, size: number) => `${name}, ${bytes(size)}`,
    failed: 'The file could not be made.',
    cancelled: 'Cancelled. Nothing was changed.',
    hosted: 'This world is a file already, which lies on the web.',
    fetch: 'Download it',
    opens: 'A zip. Dropped on this site it opens, and put on any web server it can be linked to.',
  },
  site: {
    form: 'As',
    file: 'A file',
    site: 'A website',
    tip: 'A zip with this site and the world together. Unpacked on any web server it opens the world at once; with ?embed behind its address it shows only the map.',
    address: 'Where it will lie',
    placeholder: 'https://… where it will lie, if you know',
    addressTip: 'Then links to it show a picture of the world everywhere.',
    wrongAddress: 'The address begins with https:// or http://.',
    save: 'Save website',
    name: 'website',
    gathering: 'Putting the website together',
    files: (done: number, total: number) => `${number(done)} of ${number(total)} files`,
    description: (world: string) => `${world}: a map of a Factorio world, in the browser.`,
  },
  picture: {
    picture: 'Picture of the map',
    pictureTip: 'A PNG of what is in view, or of the whole surface.',
    film: 'Film of the map',
    filmTip: 'A span of its history, as a video.',
  },
  opened: {
    opening: 'Opening the link',
    failed: 'This link could not be opened.',
    failedTip: 'Reload the page, or ask for the link once more.',
    empty: 'There is nothing in this link.',
    title: 'This link cannot be shown',
    about: (pack: string, game: string | null) =>
      `Shared from ${pack}${game === null ? '' : ` (Factorio ${game})`}. The link holds this page alone.`,
    others: 'Other pages open for whoever has the same pack.',
    home: 'To the start page',
  },
  needs: (name: string, files: string) =>
    `Whoever shared it had it from ${files === '' ? `a world or pack called ${name}` : files}${files === '' ? '' : ` (${name})`}.`,
};
