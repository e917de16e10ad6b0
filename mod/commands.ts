/** `/factoscope …` for admins, the server's console and RCON. Commands come to every peer, so what they change is equal. */
import type { CustomCommandData, LocalisedString } from 'factorio:runtime';
import { chartsWaiting, forgetCharts } from './chart';
import { beginDump } from './dump';
import { beginOwn, isOwnRunning } from './keyframe';
import { playerAt } from './lookup';
import { writeLines } from './outbox';
import { findChunks } from './registry';
import { receive } from './remote';
import { state } from './state';

const NAME = 'factoscope';

function answer(player: number | undefined, text: LocalisedString): void {
  if (player === undefined) rcon.print(text);
  const who = player === undefined ? undefined : playerAt(player);
  if (who != null) who.print(text);
  else localised_print(text);
}

/** What is said is the same on all peers but for what a peer does for itself, which is not said. */
function status(): LocalisedString {
  const { world, chunks, events, work, paused, job, counts } = state();
  return [
    'factoscope.status',
    world,
    chunks.list.length,
    events.count,
    work.list.length,
    counts.packets,
    counts.merged,
    [paused ? 'factoscope.paused' : job !== false ? 'factoscope.keyframe' : 'factoscope.running'],
  ];
}

const ANSWERS: Record<string, ((rest: string, tick: number) => LocalisedString) | undefined> = {
  status,
  resend: (_, tick) => {
    state().keyframeAt = tick;
    forgetCharts();
    beginOwn(tick, true);
    return ['factoscope.resend'];
  },
  pause: (_, tick) => {
    state().paused = true;
    writeLines(tick, true);
    return ['factoscope.paused'];
  },
  resume: (_, tick) => {
    if (state().paused) {
      state().paused = false;
      // What happened meanwhile was not told: chunks charted, things built, charts drawn anew.
      findChunks();
      state().keyframeAt = tick;
      beginOwn(tick, true);
    }
    return ['factoscope.running'];
  },
  verbose: () => {
    state().verbose = !state().verbose;
    return [state().verbose ? 'factoscope.verbose' : 'factoscope.quiet'];
  },
  dump: () => {
    beginDump();
    return ['factoscope.dump'];
  },
  send: (rest) => [receive(rest) ? 'factoscope.sent' : 'factoscope.not-sent'],
};

function run({ player_index, parameter, tick }: CustomCommandData): void {
  const player = player_index === undefined ? undefined : playerAt(player_index);
  if (player != null && !player.admin) {
    player.print(['factoscope.admins']);
    return;
  }
  const [word, rest] = string.match(parameter ?? 'status', '^(%S+)%s*(.*)$');
  const known = ANSWERS[word ?? ''];
  answer(player_index, known === undefined ? ['factoscope.help'] : known(rest ?? '', tick));
}

commands.add_command(NAME, ['factoscope.help'], run);

/** Once a minute for whoever wants to see what the mod does, in this peer's log. */
export function report(tick: number): void {
  if (!state().verbose || tick % 3600 !== 0) return;
  const { chunks, events, work, outbox } = state();
  log(
    `Factoscope works: tick ${tick}, ${chunks.list.length} chunks, waiting: ${events.count} events, ${work.list.length} chunks, ` +
      `${chartsWaiting()} charts, ${outbox.packets.length} packets; own keyframe ${isOwnRunning() ? 'running' : 'done'}`,
  );
}
