/**
 * Where lines go besides the log, as the settings say. Files and datagrams leave from the server alone in multiplayer: each
 * peer would write the same ones. They take the plain JSON [P10].
 */
import { logForm } from '../src/core/packet/write';
import { host, setOutputs, toLog } from './emit';
import { options } from './options';
import { hasState, state } from './state';

const HOUR = 216000;

/** In multiplayer 0 is the server; alone there is none, and nobody must be named. */
function toFile(line: string): void {
  const name = string.format('factoscope/%s-%05d.jsonl', hasState() ? state().world : 'world', math.floor(game.tick / HOUR));
  const data = `${line}\n`;
  if (game.is_multiplayer()) helpers.write_file(name, data, true, 0);
  else helpers.write_file(name, data, true);
}

function toPort(line: string): void {
  const { port } = options();
  if (game.is_multiplayer()) helpers.send_udp(port, line, 0);
  else helpers.send_udp(port, line);
}

setOutputs((line) => {
  const { log, print: prints, files, port } = options();
  if (log) toLog(line);
  if (prints) print(logForm(line, host));
  if (files) toFile(line);
  if (port > 0) toPort(line);
});
