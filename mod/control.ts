/** The control stage: wires what the mod is made of. Order of imports is the order in which modules answer one event. */
import type { ConfigurationChangedData } from 'factorio:runtime';
import { beginTick, isLeft } from './budget';
import { tellCharts } from './chart';
import { patrol, tellNext } from './chunks';
import './players';
import './story';
import './entities';
import './recipes';
import './tiles';
import './surfaces';
import './forces';
import './tags';
import './stops';
import './outputs';
import type { Packet } from '../src/core/packet/schema';
import { report } from './commands';
import { dumpStep } from './dump';
import { listen, registerEvents } from './events';
import { lookAtForces } from './forces';
import { HEADER_EVERY, makeWorldId, modList, worldSeed, writeHeader } from './header';
import { beginOwn, isOwnRunning, keyframeStep, newJob, ownStep } from './keyframe';
import { type ChunkKey, keyAt } from './keys';
import { forgetOptions, options } from './options';
import { chained, writeLines } from './outbox';
import { lookAtPlayers, lookCloser } from './players';
import { pushEvent, takeEvent } from './queue';
import { ask, findChunks } from './registry';
import { listenToPort } from './remote';
import { hasState, migrate, newState, state } from './state';
import { lookAtStatistics } from './statistics';
import { lookAtSurfaces } from './surfaces';

/** A tick no game reaches. */
const NEVER = 9007199254740991;

/** What this peer has to do at its next tick; a local, since on_load may not touch the save and knows no game. */
const own = { loaded: false };

function setUp(): void {
  const seed = worldSeed();
  newState(makeWorldId(seed), seed, game.tick);
  findChunks();
  writeHeader(game.tick, false);
  beginOwn(game.tick, true);
}

script.on_init(setUp);
script.on_load(() => {
  own.loaded = true;
});
script.on_configuration_changed(({ new_version, old_version }: ConfigurationChangedData) => {
  if (hasState()) migrate();
  else setUp();
  const tick = game.tick;
  const packet: Packet = { kind: 'config', tick, mods: modList() };
  if (new_version !== undefined && new_version !== old_version) packet.game = new_version;
  pushEvent(packet);
  // Things and tiles of a mod that is gone have gone with it, untold.
  state().keyframeAt = tick;
});

listen('on_runtime_mod_setting_changed', forgetOptions, true);

/** The chunk an event belongs to: all things of one packet stand in one chunk. */
function chunkOfEvent(packet: Packet): ChunkKey | undefined {
  if (packet.kind !== 'built' && packet.kind !== 'changed' && packet.kind !== 'removed') return undefined;
  const [x, y] = packet.list[0]!.at;
  return keyAt(packet.surface, x, y);
}

/** Into the chain: the same on all peers. */
function tellAll(tick: number): void {
  const kept = state();
  const { players, surfaces, keyframe } = options();
  ask();
  if (tick % HEADER_EVERY === 0) writeHeader(tick, false);
  if (tick % surfaces === 0) {
    lookAtSurfaces(tick);
    lookAtForces(tick);
    lookCloser(tick);
  }
  while (isLeft(false)) {
    const packet = takeEvent(chunkOfEvent);
    if (packet === undefined) break;
    chained.push(packet);
  }
  if (tick % players === 0 || kept.playerCursor > 0) lookAtPlayers(tick);
  lookAtStatistics(tick);
  patrol(tick);
  while (isLeft(false) && tellNext(tick)) {}
  // Hours of play: what nobody sees needs no keyframe, so an idle server's log stays small.
  if (kept.anchors.length === 0 && kept.keyframeAt > tick && kept.keyframeAt < NEVER) kept.keyframeAt += 1;
  if (kept.job === false && tick >= kept.keyframeAt) {
    kept.job = newJob(tick);
    kept.keyframeAt = keyframe === 0 ? NEVER : tick + keyframe;
  }
  keyframeStep();
}

listen<{ tick: number }>(
  'on_tick',
  ({ tick }) => {
    beginTick();
    // What another version has left without a trace: begun anew, alike on all peers.
    if (!hasState()) setUp();
    if (own.loaded) {
      own.loaded = false;
      writeHeader(tick, true);
      beginOwn(tick, false);
    }
    listenToPort(tick);
    if (!state().paused) {
      tellAll(tick);
      tellCharts(tick);
      if (isOwnRunning()) ownStep();
      report(tick);
    }
    dumpStep();
    writeLines(tick);
  },
  true,
);

registerEvents();
