/**
 * Plays a short story in the simulated game with the mod in it, and writes what the game leaves behind: run by itself
 * (`tsx e2e/mod-game.ts STORY FOLDER [COMMAND]`), since the classes of the game are not what the test runner's own compiler takes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileMod } from '../mod/host/compile';
import { SimulatedGame } from '../mod/sim/simulated-game';

/** By path in the folder. */
type Left = Record<string, string>;
const LOG = 'factorio-current.log';

const STORIES: Record<string, (command: string | undefined) => Left> = {
  /** The example mod says that a rocket was launched; an admin's `command` is the last that happens. */
  channel(command) {
    const example = new Map([['control.lua', readFileSync('mod/example/control.lua', 'utf8')]]);
    const game = new SimulatedGame({ mod: compileMod(), others: { 'factoscope-example': example } });
    const ann = game.join('Ann', true);
    game.tick(30);
    game.rocket(game.build({ name: 'rocket-silo', at: [4.5, 4.5] }));
    // Names by command are no news, though they stand in the same log.
    game.command(ann, 'factoscope', 'dump');
    game.tick(300);
    if (command !== undefined) {
      const [, name, parameters] = /^\/(\S+) (.*)$/.exec(command)!;
      game.command(ann, name!, parameters);
      game.tick(120);
    }
    return { [LOG]: game.logOf(), 'printed.txt': ann.printed.join('\n') };
  },

  /** A mod of one item and one recipe beside the game's own; it is loaded after the mod, which writes all in its last round. */
  dump() {
    const clay = new Map([
      [
        'data.lua',
        `data:extend{
          {type = "item", name = "clay-brick", subgroup = "raw", order = "z", stack_size = 50, icon = "__clay__/brick.png"},
          {type = "recipe", name = "clay-brick", category = "smelting", energy_required = 4,
           ingredients = {{type = "item", name = "coal", amount = 3}}, results = {{type = "item", name = "clay-brick", amount = 2}}},
        }`,
      ],
    ]);
    const game = new SimulatedGame({ mod: compileMod(), settings: { 'factoscope-dump': true }, others: { clay } });
    return Object.fromEntries([...game.filesOf()].map(([path, text]) => [`script-output/${path}`, text]));
  },

  /** More is built and turned in one chunk than may wait. */
  crowded() {
    const game = new SimulatedGame({ mod: compileMod() });
    game.changeSetting('factoscope-waiting-events', 50);
    game.changeSetting('factoscope-packets-per-tick', 1);
    const ann = game.join('Ann', true);
    game.tick(600);
    for (let i = 0; i < 120; i++)
      game.rotate(game.build({ name: 'inserter', at: [(i % 24) + 0.5, Math.floor(i / 24) + 6.5], by: ann }), 4, ann);
    game.tick(1200);
    return { [LOG]: game.logOf() };
  },
};

const [, , story = '', folder = '', command] = process.argv;
for (const [path, text] of Object.entries(STORIES[story]!(command))) {
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
}
