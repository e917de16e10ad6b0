/**
 * The mod as a platform for others. Out: `remote.call('factoscope', 'emit', channel, data)` puts a packet of a channel into
 * the chain, so every peer must call it alike. In: what comes from outside (a datagram, or an admin's command over RCON) is
 * raised as an event `{channel, data}`; its number is `remote.call('factoscope', 'message_event')`.
 */
import type { ChannelPacket } from '../src/core/packet/schema';
import { listen } from './events';
import { options } from './options';
import { pushEvent } from './queue';
import { hasState, state } from './state';

/** Longest message from outside, in bytes: it becomes an input action that every peer must be sent. */
const MOST = 8000;
/** Names of channels: the game's own kinds of texts use `:`. */
const CHANNEL = '^[%w%-_%.]+$';
const LONGEST_NAME = 64;

export interface Message {
  channel: string;
  data: unknown;
}

const received = script.generate_event_name<Message>();

function emitOn(channel: unknown, data: unknown): boolean {
  if (typeof channel !== 'string' || channel.length > LONGEST_NAME || string.match(channel, CHANNEL)[0] === undefined)
    error('factoscope: a channel is a name of letters, digits, - _ and .');
  if (!hasState() || state().paused) return false;
  const packet: ChannelPacket = { kind: 'channel', tick: game.tick, name: channel as string, data: data ?? {} };
  pushEvent(packet);
  return true;
}

/** Takes `{"channel": …, "data": …}`; false when it is none. */
export function receive(text: string): boolean {
  if (text.length > MOST) return false;
  const message = helpers.json_to_table(text) as Message | undefined;
  if (type(message) !== 'table' || typeof message!.channel !== 'string') return false;
  const { channel, data } = message!;
  if (string.match(channel, CHANNEL)[0] === undefined) return false;
  script.raise_event(received, { channel, data });
  return true;
}

remote.add_interface('factoscope', {
  emit: (channel: unknown, data: unknown) => emitOn(channel, data),
  message_event: () => received,
  receive: (text: unknown) => typeof text === 'string' && receive(text),
  /** Which version of packets this is, for mods that must know. */
  version: () => 1,
  world: () => (hasState() ? state().world : ''),
});

listen<{ payload: string; player_index: number }>('on_udp_packet_received', ({ payload, player_index }) => {
  // 0 is the server: what comes to a player's own machine is nobody else's business.
  if (player_index === 0 || !game.is_multiplayer()) receive(payload);
});

/** Asks for datagrams ten times a second, where a port is set. */
export function listenToPort(tick: number): void {
  if (options().port === 0 || tick % 6 !== 0) return;
  if (game.is_multiplayer()) helpers.recv_udp(0);
  else helpers.recv_udp();
}
