/**
 * The simulated game with the mod in it, played by words on its stdin (`tsx e2e/live-game.ts LOG`): `walk X Y`, `say TEXT`, `build X Y`, `wait
 * TICKS`. After each it plays on until the mod has written of it, puts that behind the log in one go, and answers with a line of JSON: when
 * (milliseconds since 1970) and how many bytes. A process of its own, as `e2e/mod-game.ts`.
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { compileMod } from '../mod/host/compile';
import { SimulatedGame } from '../mod/sim/simulated-game';

const [, , log = ''] = process.argv;
const game = new SimulatedGame({ mod: compileMod() });
const ann = game.join('Ann', true);
let told = 0;

function tell(): void {
  const text = game.logOf();
  const more = text.slice(told);
  told = text.length;
  appendFileSync(log, more);
  console.log(JSON.stringify({ at: Date.now(), bytes: Buffer.byteLength(more) }));
}

/** Until lines were written, and those that wait for others with them. */
function playOn(): void {
  const before = game.logOf().length;
  for (let second = 0; second < 30 && game.logOf().length === before; second++) game.tick(60);
  game.tick(120);
}

// The keyframe of the launch.
game.tick(1200);
tell();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [word, x, y] = line.split(' ');
    const at: [number, number] = [Number(x), Number(y)];
    if (word === 'walk') game.walk(ann, at);
    else if (word === 'build') game.build({ name: 'inserter', at, by: ann });
    else if (word === 'say') game.chat(ann, line.slice(4));
    else if (word === 'wait') game.tick(Number(x));
    playOn();
    tell();
  })
  .on('close', () => process.exit());
