/** What is said and done: chat, commands, who comes and goes, deaths, research, rockets. */
import type { LuaEntity, LuaForce, LuaTechnology } from 'factorio:runtime';
import type { ChatPacket, CommandPacket, JoinPacket, ResearchPacket, RocketPacket } from '../src/core/packet/schema';
import { nameOf } from './entities';
import { listen } from './events';
import { playerAt } from './lookup';
import { pushEvent } from './queue';

interface Event {
  tick: number;
  player_index?: number;
}
interface PlayerEvent {
  tick: number;
  player_index: number;
}

listen<Event & { message: string }>('on_console_chat', ({ tick, player_index, message }) => {
  const packet: ChatPacket = { kind: 'chat', tick, text: message };
  if (player_index !== undefined) packet.player = player_index;
  pushEvent(packet);
});

listen<Event & { command: string; parameters: string }>('on_console_command', ({ tick, player_index, command, parameters }) => {
  const packet: CommandPacket = { kind: 'command', tick, command };
  if (player_index !== undefined) packet.player = player_index;
  if (parameters !== '') packet.args = parameters;
  pushEvent(packet);
});

function person(kind: JoinPacket['kind'], tick: number, player: number, cause?: string): void {
  const packet: JoinPacket = { kind, tick, player };
  const name = playerAt(player)?.name;
  if (name !== undefined) packet.name = name;
  if (cause !== undefined && cause !== '') packet.cause = cause;
  pushEvent(packet);
}

/** Why somebody left, by the names of defines.disconnect_reason. */
function reasonOf(reason: number): string {
  for (const [name, value] of pairs(defines.disconnect_reason as unknown as Record<string, number>)) if (value === reason) return name;
  return '';
}

listen<PlayerEvent>('on_player_joined_game', ({ tick, player_index }) => person('join', tick, player_index));
listen<PlayerEvent & { reason: number }>('on_player_left_game', ({ tick, player_index, reason }) =>
  person('leave', tick, player_index, reasonOf(reason)),
);
listen<PlayerEvent & { cause?: LuaEntity }>('on_player_died', ({ tick, player_index, cause }) =>
  person('death', tick, player_index, nameOf(cause)),
);
listen<PlayerEvent & { reason?: string }>('on_player_kicked', ({ tick, player_index, reason }) =>
  person('kick', tick, player_index, reason),
);
listen<Event & { reason?: string }>('on_player_banned', ({ tick, player_index, reason }) => {
  // Somebody who has never been here can be banned too, and has no index.
  if (player_index !== undefined) person('ban', tick, player_index, reason);
});

function research(technology: LuaTechnology, state: ResearchPacket['state'], tick: number): void {
  const packet: ResearchPacket = { kind: 'research', tick, force: technology.force.index, name: technology.name, state };
  // The level is the next one to be researched, but where there is none.
  if (technology.prototype.max_level > 1)
    packet.level = state === 'finished' && !technology.researched ? technology.level - 1 : technology.level;
  pushEvent(packet);
}
interface ResearchEvent {
  tick: number;
  research: LuaTechnology;
}
listen<ResearchEvent>('on_research_started', ({ research: technology, tick }) => research(technology, 'started', tick));
listen<ResearchEvent>('on_research_finished', ({ research: technology, tick }) => research(technology, 'finished', tick));
listen<ResearchEvent>('on_research_reversed', ({ research: technology, tick }) => research(technology, 'reversed', tick));
listen<{ tick: number; force: LuaForce; research: Record<string, number> }>(
  'on_research_cancelled',
  ({ tick, force, research: cancelled }) => {
    for (const [name] of pairs(cancelled)) pushEvent({ kind: 'research', tick, force: force.index, name, state: 'cancelled' });
  },
);

listen<{ tick: number; rocket: LuaEntity; rocket_silo?: LuaEntity }>('on_rocket_launched', ({ tick, rocket, rocket_silo }) => {
  const silo = rocket_silo?.valid ? rocket_silo : rocket;
  if (!silo.valid) return;
  const packet: RocketPacket = { kind: 'rocket', tick, force: silo.force_index, surface: silo.surface_index };
  pushEvent(packet);
});
