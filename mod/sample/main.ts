/** `npm run sample`: plays the shipped sample in the simulated game with the whole mod in it, and writes the server's log. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compileMod } from '../host/compile';
import { SAMPLE_FILE } from './options';
import { playSample } from './play';

const begun = Date.now();
let said = 0;
const played = playSample(compileMod(), undefined, (tick, length) => {
  const tenth = Math.floor((tick / length) * 10);
  if (tenth === said) return;
  said = tenth;
  console.log(`${tenth * 10} %, ${Math.round((Date.now() - begun) / 1000)} s`);
});
const log = played.game.logOf();
const bytes = gzipSync(log, { level: 9 });
mkdirSync(dirname(SAMPLE_FILE), { recursive: true });
writeFileSync(SAMPLE_FILE, bytes);
console.log(`${SAMPLE_FILE}: ${log.split('\n').length} lines, ${bytes.length} bytes, ${Math.round((Date.now() - begun) / 1000)} s`);
