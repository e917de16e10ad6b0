import { buildSite, usage as buildSiteUsage } from './build-site';
import { icons, usage as iconsUsage } from './icons';
import { inspect, usage as inspectUsage } from './inspect';
import type { Io } from './io';
import { pack, usage as packUsage } from './pack';
import { forward, usage as forwardUsage } from './relay/forward';
import { relay, usage as relayUsage } from './relay/relay';
import { token, usage as tokenUsage } from './relay/token-command';
import { render, usage as renderUsage } from './render';
import { snapshot, usage as snapshotUsage } from './snapshot';
import { stats, usage as statsUsage } from './stats';
import { NothingThere, WrongUse } from './wrong-use';

const commands = new Map([
  ['inspect', { work: inspect, usage: inspectUsage }],
  ['render', { work: render, usage: renderUsage }],
  ['stats', { work: stats, usage: statsUsage }],
  ['snapshot', { work: snapshot, usage: snapshotUsage }],
  ['build-site', { work: buildSite, usage: buildSiteUsage }],
  ['icons', { work: icons, usage: iconsUsage }],
  ['pack', { work: pack, usage: packUsage }],
  ['relay', { work: relay, usage: relayUsage }],
  ['forward', { work: forward, usage: forwardUsage }],
  ['token', { work: token, usage: tokenUsage }],
]);

const usage = () => ['Usage:', ...[...commands.values()].map((command) => `  npx tsx cli/main.ts ${command.usage}`)].join('\n');

const help = () =>
  [
    usage(),
    '',
    'inspect prints what is in the files as one JSON object; render draws the map as the site would open it;',
    'stats prints what was made, used and done through time, one row a tick and thing;',
    'snapshot puts a world, or a part or one moment of it, into one zip, which the site opens; private unless told otherwise;',
    'build-site puts the site and a snapshot into one folder, for any static host, with title and preview image;',
    'relay shows a running game live, on a page of its own; forward sends its log to a relay on another machine; token lets somebody',
    'write to a server of a relay, or watch all of it;',
    'icons draws every icon of a set of mods; pack puts all that is known of it into one zip, which the site opens.',
    'FILE is a log, plain or packed, or a folder of logs. INPUT is whatever the site takes for items: data-raw-dump.json,',
    '*-locale.json, the game’s folders data and mods, mods’ zips, mod-list.json, mod-settings.dat, a log of the Dump mod, a pack.',
    '',
    'render',
    '  --world, --branch   an id that inspect names; needed only where there are several worlds',
    '  --surface           its name or a platform’s; else the first that has a map',
    '  --force             whose map it is: player or the only one; * for all',
    '  --tick              the moment, 60 a second of play; else the last',
    '  --base              chart, the game’s own map, or terrain',
    '  --overlays          what is drawn over it; nothing unless named',
    '  --area              in tiles, the north-west corner first; else all that is known',
    '  --scale             pixels a tile: 1, 2, 3 … or 0.5, 0.25 … 1/32',
    '  --join              take files without an id that may be one world as one; of inspect too',
    '  --out               the picture to write; - is stdout',
    '',
    'stats',
    '  --csv, --json       how it is printed: tick, clock, what (produced, consumed, killed, online, deaths, research, rockets,',
    '                      evolution, pollution), name, total since the world began, and a minute since the row before',
    '  --world, --branch   an id that inspect names; needed only where there are several worlds',
    '  --force, --surface  only theirs; else the sum of all',
    '  --span              first and last tick, as 0,216000; else all',
    '  --points            at most so many ticks, evenly spaced where more are told; 10,000 unless told',
    '',
    'snapshot',
    '  --out               the zip to write; - is stdout',
    '  --world, --branch   an id that inspect names; with --branch that line of history alone',
    '  --tick, --span      one moment, or first and last tick, as 0,216000; else all',
    '  --surface, --force  only these, several with commas; of a force what it has charted',
    '  --chat              with what was said, commands, and messages of other mods',
    '  --names             keep or numbered: "Player 1" for a name, unless told to keep them',
    '  --engine            with the game’s own rows: starts, saves, errors with their paths and addresses',
    '  --with-pack         with the pack that is among the files, its texts and icons',
    '',
    'build-site',
    '  --snapshot          the zip to show, as snapshot or the site writes it',
    '  --out               the folder to write: a new one, an empty one, or one that was built so before',
    '  --title             what the page is called; else as the world is',
    '  --address           where it will lie, https://example.org/world/: links to it then show its picture everywhere',
    '',
    'icons',
    '  --out               the folder to write <kind>/<name>.png into',
    '  --size              side in pixels, 64 unless told',
    '  --native            as the game’s own dump: as large as all layers of an icon need',
    '',
    'pack',
    '  --out               the zip to write; - is stdout',
    '  --pack              an id that inspect names; needed only where there are several packs',
    '  --name              what the site shall call it',
    '  --languages         codes as the game’s folders have them, as en,de,pt-BR; else all',
    '  --small             pictures packed smaller, which takes its time; still exact',
    '  --lossy             pictures a third as large, nearly as good',
    '  --no-icons          no pictures',
    '  --native            also what the pictures are drawn from, for large ones',
    '',
    'relay',
    '  --log               the log of a game, which need not be there yet; NAME=FILE where there are several',
    '  --stdin             lines come as its input: docker logs -f …',
    '  --syslog            lines come from docker’s syslog driver, with a token as the tag; of this machine unless a HOST is named',
    '  --udp               lines come from the game on this machine',
    '  --port, --host      where it is open: 34190 of all addresses unless told otherwise; --port 0 is any',
    '  --data              the folder it keeps what came in; ./relay-data unless told',
    '  --keep              how much of a server: 2GB unless told; its oldest lines go',
    '  --public            what strangers see: a force’s map and people, all, or none; the first force with players unless told',
    '  --chat              strangers read what is said, too',
    '  --origin            pages of another host that may show it, as https://example.org; * for any',
    '  --cert, --key       files of PEM: then it is https, wss, and syslog over TLS',
    '  --site              the built site; dist/site unless told',
    '  --max-watchers      how many may watch at once; 5,000 unless told',
    '',
    'forward',
    '  --log               the log of the game, which need not be there yet',
    '  --to                the relay, and the server’s name there',
    '  --token             lets it write there; FACTOSCOPE_TOKEN in the environment, unless told',
    '  --data              the folder that keeps what has not arrived; ./forward-data unless told',
    '',
    'token',
    '  --server            the one that may be written to',
    '  --watch             it may be watched, all of it, and not written to',
    '  --metrics           the relay’s metrics may be read, which tell of all servers',
    '  --days              how long it holds; unless told until relay-data/secret is another one',
    '  --data              the relay’s folder; ./relay-data unless told',
    '',
    'Exit code 0: done; 1: nothing to read or draw; 2: wrong use.',
  ].join('\n');

/** Answers the exit code: 0 done, 1 nothing to read or to draw, 2 wrong use. What else goes wrong is thrown. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (args.includes('--help') || name === 'help') {
    io.out(`${help()}\n`);
    return 0;
  }
  try {
    const command = commands.get(name ?? '');
    if (command === undefined) throw new WrongUse(name === undefined ? 'No command is named.' : `There is no command ${name}.`);
    return await command.work(rest, io);
  } catch (error) {
    if (error instanceof NothingThere) {
      io.say(error.message);
      return 1;
    }
    if (!(error instanceof WrongUse)) throw error;
    io.say(`${error.message}\n${commands.get(name ?? '')?.usage ?? usage()}`);
    return 2;
  }
}
