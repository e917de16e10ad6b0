/** Players, forces, research, talk: the whole simulated game. */

import { type FlowKind, flowOf } from './api/flow';
import { ForceTechnology } from './api/prototypes';
import { GameError } from './lua/values';
import { PlaceGame } from './place-game';
import { type Truth, truthOf } from './truth';
import { chunkKey, chunkOf, type Entity, type Force, handle, inTable, type Player, type Point, type Surface } from './world/things';

export type { GameOptions, Save } from './base-game';
export type { Build, Doer } from './entity-game';
export type { Truth } from './truth';

export class SimulatedGame extends PlaceGame {
  get nauvis(): Surface {
    return this.world.surface('nauvis');
  }
  truth(): Truth {
    return truthOf(this.world);
  }

  // ---- players --------------------------------------------------------------------------------------------------------

  join(name: string, admin = false, color?: Player['color']): Player {
    const known = [...this.world.players.values()].find((player) => player.name === name);
    const player = known ?? this.world.createPlayer(name);
    player.admin ||= admin;
    if (color) player.color = color;
    if (!known) this.raise('on_player_created', { player_index: player.index as never });
    player.connected = true;
    if (!player.character) this.embody(player);
    this.raise('on_player_joined_game', { player_index: player.index as never });
    this.console(`[JOIN] ${name} joined the game`);
    this.lookAround(player);
    return player;
  }
  leave(player: Player, reason = 0): void {
    this.raise('on_pre_player_left_game', { player_index: player.index as never, reason: reason as never });
    player.connected = false;
    player.lastOnline = this.world.tick;
    this.raise('on_player_left_game', { player_index: player.index as never, reason: reason as never });
    this.console(`[LEAVE] ${player.name} left the game`);
  }
  kick(player: Player, reason: string): void {
    this.raise('on_player_kicked', { player_index: player.index as never, reason });
    this.leave(player, 7);
  }
  ban(player: Player, reason: string): void {
    this.raise('on_player_banned', { player_index: player.index as never, player_name: player.name, reason });
    this.leave(player, 9);
  }
  promote(player: Player): void {
    player.admin = true;
    this.raise('on_player_promoted', { player_index: player.index as never });
  }

  private embody(player: Player): void {
    const at: Point = [player.position[0], player.position[1]];
    const [x, y] = chunkOf(at);
    this.generateChunk(player.surface, x, y);
    player.character = this.world.put(this.world.facts('character'), player.surface, at, player.force);
    player.character.player = player;
  }

  /** "Called when the tile position a player is located at changes." */
  walk(player: Player, to: Point): void {
    const before = chunkOf(player.position);
    const dx = to[0] - player.position[0];
    const dy = to[1] - player.position[1];
    if (dx !== 0 || dy !== 0) player.direction = (Math.round((Math.atan2(dx, -dy) / Math.PI) * 8) + 16) % 16;
    const [x, y] = chunkOf(to);
    this.generateChunk(player.surface, x, y);
    player.position = to;
    if (player.character) this.world.move(player.character, to);
    this.raise('on_player_changed_position', { player_index: player.index as never });
    if (before[0] !== x || before[1] !== y) this.lookAround(player);
  }
  /** A player sees, and so charts, what lies around. */
  private lookAround(player: Player): void {
    for (const [x, y] of this.world.chunkAround(player.position, 1)) {
      this.generateChunk(player.surface, x, y);
      this.chart(player.force, player.surface, x, y);
    }
  }
  travel(player: Player, surface: Surface, at: Point): void {
    const old = player.surface;
    const [x, y] = chunkOf(at);
    this.generateChunk(surface, x, y);
    player.surface = surface;
    player.position = at;
    if (player.character) this.world.move(player.character, at, surface);
    this.raise('on_player_changed_surface', { player_index: player.index as never, surface_index: old.index as never });
    this.lookAround(player);
  }
  diePlayer(player: Player, cause?: Entity): void {
    const { character } = player;
    if (!character) throw new GameError(`${player.name} has no body`);
    this.raise('on_pre_player_died', { player_index: player.index as never, ...(cause ? { cause: handle(cause) } : {}) });
    this.die(character, cause);
    this.raise('on_player_died', { player_index: player.index as never, ...(cause ? { cause: handle(cause) } : {}) });
  }
  respawn(player: Player): void {
    player.position = [0, 0];
    player.surface = this.nauvis;
    this.embody(player);
    this.raise('on_player_respawned', { player_index: player.index as never });
  }

  // ---- talk -----------------------------------------------------------------------------------------------------------

  chat(player: Player | undefined, message: string): void {
    this.raise('on_console_chat', { message, ...(player ? { player_index: player.index as never } : {}) });
    this.console(`[CHAT] ${player?.name ?? '<server>'}: ${message}`);
  }
  private console(text: string): void {
    for (const peer of this.peers) peer.console(text);
  }
  /** A console command: a mod's own, or one of the game's; then on_console_command. */
  command(player: Player | undefined, command: string, parameters = ''): void {
    for (const peer of this.peers) {
      for (const script of peer.scripts) {
        const run = script.commands.get(command);
        if (run)
          script.state.callRef(run, {
            name: command,
            tick: this.world.tick,
            ...(player ? { player_index: player.index } : {}),
            ...(parameters === '' ? {} : { parameter: parameters }),
          });
      }
    }
    this.raise('on_console_command', { command, parameters, ...(player ? { player_index: player.index as never } : {}) });
  }
  /** What RCON is answered by `rcon.print` on the server. */
  rcon(code: string, mod = 'factoscope'): string[] {
    const scripts = this.peers.map((peer) => peer.scripts.find(({ name }) => name === mod)!);
    for (const script of scripts) script.state.run(code);
    return scripts[0]!.rcon.splice(0);
  }
  /** A datagram to `--enable-lua-udp`'s port: an input action, so that all peers get it once a script asks. */
  datagram(payload: string): void {
    this.incoming.push(payload);
  }

  // ---- forces, research -----------------------------------------------------------------------------------------------

  createForce(name: string): Force {
    const force = this.world.createForce(name);
    this.raise('on_force_created', { force: handle(force) });
    return force;
  }
  setForce(player: Player, force: Force): void {
    const old = player.force;
    player.force = force;
    if (player.character) player.character.force = force;
    this.raise('on_player_changed_force', { player_index: player.index as never, force: handle(old) });
  }
  research(force: Force, name: string, state: 'started' | 'finished' | 'reversed' | 'cancelled'): void {
    const own = force.technologies.get(name);
    if (!own) throw new GameError(`Unknown technology ${name}`);
    const research = handle(new ForceTechnology(force, own));
    force.currentResearch = state === 'started' ? name : undefined;
    if (state === 'finished') own.researched = true;
    if (state === 'reversed') own.researched = false;
    if (state === 'started') this.raise('on_research_started', { research });
    else if (state === 'finished') this.raise('on_research_finished', { research, by_script: false });
    else if (state === 'reversed') this.raise('on_research_reversed', { research, by_script: false });
    else this.raise('on_research_cancelled', { research: { [name]: 1 } as never, force: handle(force) });
  }
  rocket(silo: Entity): void {
    silo.force.rocketsLaunched += 1;
    this.raise('on_rocket_launched', { rocket: handle(silo), rocket_silo: handle(silo) });
  }
  /** Things made and used, of which only totals are known. */
  produce(force: Force, surface: Surface, item: string, made: number, used = 0): void {
    this.count('items', force, surface, item, made, used);
  }
  /** The same of fluids and of what was killed; of pollution no force has a part. */
  count(kind: FlowKind, force: Force | undefined, surface: Surface, name: string, made: number, used = 0): void {
    const flow = flowOf(this.world, kind, force, surface);
    if (made > 0) flow.input.set(name, (flow.input.get(name) ?? 0) + made);
    if (used > 0) flow.output.set(name, (flow.output.get(name) ?? 0) + used);
  }
  changeSetting(name: string, value: unknown): void {
    const setting = this.settings.set(name, value);
    this.raise('on_runtime_mod_setting_changed', {
      setting: name as never,
      setting_type: setting.setting_type as never,
    });
  }
  /** Charts every chunk there is for a force, as the start of a long game. */
  chartAll(force: Force, surface: Surface): void {
    for (const chunk of surface.chunks.values()) this.chart(force, surface, chunk.x, chunk.y);
  }
  isCharted(force: Force, surface: Surface, at: Point): boolean {
    return force.chartsOn(surface).has(chunkKey(...at));
  }
  place(at: Point): { x: number; y: number } {
    return inTable(at);
  }
}
