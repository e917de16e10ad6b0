/** What can be dropped, as the start page says it. `formats`: the ids in the table of formats that a row stands for. */
export const reads = {
  title: 'What it reads',
  drop: 'Drop this',
  from: 'Where it comes from',
  map: 'Map',
  history: 'History',
  items: 'Items',
  icons: 'Icons',
  rows: [
    row(['log'], 'Factoscope log', 'The log of a game with the Factoscope mod', 'map history', false),
    row(['log'], 'Kafkatorio log', 'Captured server output with Kafkatorio’s packets', 'map history', false),
    row(['log'], 'factorio-current.log', 'Any game: version, mods, joins, errors, saves', 'history'),
    row(['log'], '--console-log', 'A server’s console: chat, joins, commands', 'history'),
    row(['log'], 'docker, journald, syslog', 'Any of these as a server’s host keeps it', 'map history', false),
    row(['jsonl'], 'script-output/*.jsonl', 'Packets written to a file', 'map history'),
    row(['data-raw'], 'data-raw-dump.json', 'factorio --dump-data: all prototypes, with every mod', 'items'),
    row(['locale-dump'], '*-locale.json', 'factorio --dump-prototype-locale: names in the game’s language', 'items'),
    row(['dumped-icon'], 'script-output/item/*.png …', 'factorio --dump-icon-sprites: the icons as the game draws them', 'icons'),
    row(['mod-info'], 'data/, mods/', 'The game’s own folders: icons, and names in every language', 'items icons'),
    row(['mod-list', 'mod-settings'], 'mod-list.json, mod-settings.dat', 'Which mods, versions and settings a pack has', 'items'),
    row(['log'], 'Log with a Dump mod', 'What the Factorio Item Browser’s mod writes', 'items', false),
    row(['zip'], 'Packs, Item Browser exports', 'Exported here, or by the Factorio Item Browser', 'items icons', false),
    row(['gzip', 'zip'], '*.gz, *.zip', 'All of these, packed; several at once', 'map history items icons'),
  ],
};

type Gives = 'map' | 'history' | 'items' | 'icons';

function row(formats: string[], drop: string, from: string, gives: string, mono = true) {
  const has = (what: Gives) => gives.split(' ').includes(what);
  return { formats, drop, from, map: has('map'), history: has('history'), items: has('items'), icons: has('icons'), mono };
}
