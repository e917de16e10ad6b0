import { describe, expect, it } from 'vitest';
import { SimulatedGame } from './simulated-game';

const game = (control: string, options: Partial<ConstructorParameters<typeof SimulatedGame>[0]> = {}) =>
  new SimulatedGame({ mod: new Map([['control.lua', control]]), ...options });
const told = (text: string): string[] => [...text.matchAll(/Script @__factoscope__\/control\.lua:\d+: (.*)/g)].map(([, line]) => line!);

describe('the simulated game', () => {
  it('loads a mod in stages, with require, and begins its log as the engine does', () => {
    const sim = new SimulatedGame({
      mod: new Map([
        [
          'settings.lua',
          'data:extend({{type = "int-setting", name = "speed", setting_type = "runtime-global", default_value = 5, minimum_value = 1}})',
        ],
        ['data.lua', 'log("items: " .. table_size(data.raw.item)) helpers.write_file("raw.json", helpers.table_to_json(data.raw.fluid))'],
        ['control.lua', 'local a = require("a.b") script.on_init(function() log(a.word .. settings.global.speed.value) end)'],
        ['a/b.lua', 'return {word = require("c").word}'],
        ['a/c.lua', 'return {word = "x"}'],
      ]),
      settings: { speed: 7 },
    });
    expect(sim.logOf()).toMatch(/^ {3}0\.000 2026-03-01 12:00:00; Factorio 2\.1\.12 \(build/);
    expect(told(sim.logOf())).toEqual(['x7']);
    expect(sim.logOf()).toContain('data.lua:1: items: 7');
    expect(JSON.parse(sim.filesOf().get('raw.json')!).water.default_temperature).toBe(15);
    expect(() => sim.changeSetting('speed', 0)).toThrow('out of range');
  });

  it('has no game while scripts are loaded, and no require after', () => {
    expect(() => game('log(game.tick)')).toThrow(/index a nil value/);
    expect(() => game('script.on_init(function() require("x") end)')).toThrow(/can't be used outside/);
  });

  it('refuses a storage that on_load changes, and functions in it', () => {
    const control = 'script.on_init(function() storage.n = 1 end) script.on_load(function() storage.n = 2 end)';
    const sim = game(control);
    expect(() => sim.load(sim.save())).toThrow(/modifications to the 'storage' table/);
    expect(() => game('storage.f = function() end').save()).toThrow(/cannot serialise function in storage\.f/);
  });

  it('raises events in the order of the API, filtered, with the thing still valid', () => {
    const sim = game(`
      script.on_event(defines.events.on_built_entity, function(e) log("built " .. e.entity.name .. e.player_index .. " " .. e.tick) end, {{filter = "type", type = "furnace"}})
      script.on_event({defines.events.on_player_mined_entity, defines.events.on_entity_died}, function(e)
        storage.held = storage.held or {}
        local held = e.entity
        log("gone " .. held.unit_number .. tostring(held.valid) .. held.position.x)
        kept = held
      end)
      script.on_nth_tick(3, function(e) log("nth " .. e.tick .. tostring(kept and kept.valid)) end)`);
    const ann = sim.join('Ann');
    const furnace = sim.build({ name: 'stone-furnace', at: [3, 4], by: ann });
    sim.build({ name: 'wooden-chest', at: [6.5, 4.5], by: ann });
    sim.tick(2);
    sim.mine(furnace, ann);
    sim.tick(2);
    expect(told(sim.logOf())).toEqual(['built stone-furnace1 0', 'gone 2true3', 'nth 3false']);
  });

  it('says what a script asks wrongly', () => {
    const ask =
      (code: string, version = '2.1.12') =>
      () =>
        game(`script.on_init(function() ${code} end)`, { version });
    expect(ask('local x = game.surfaces[1].nonsense')).toThrow("LuaSurface doesn't contain key nonsense.");
    expect(ask('local x = game.surfaces[1].peaceful_mode')).toThrow(/simulated game has no LuaSurface\.peaceful_mode|doesn't contain/);
    expect(ask('local x = game.forces.player.get_chunk_chart', '2.0.55')).toThrow("LuaForce doesn't contain key get_chunk_chart.");
    expect(ask('local x = game.forces.player.get_chunk_chart', '2.0.76')).not.toThrow();
    expect(ask('game.surfaces[1].find_entities_filtered{area = 4}')).toThrow(/a position was expected/);
    expect(ask('game.tick = 4')).toThrow(/read only/);
    expect(ask('script.on_event("on_nothing", function() end)')).toThrow(/no such event/);
    expect(ask('for _, e in pairs(game.surfaces[1].find_entities_filtered{type = "tree"}) do local x = e.amount end')).toThrow(
      /not resource/,
    );
  });

  it('gives tables of its own by index and name, and chunks one by one', () => {
    const sim = game(`script.on_init(function()
      local names = {} for name, force in pairs(game.forces) do names[#names + 1] = name .. force.index end
      log(table.concat(names, " ") .. " " .. #game.forces .. tostring(game.forces[2] == game.forces.enemy) .. tostring(game.forces.nobody))
      local n = 0 for chunk in game.surfaces.nauvis.get_chunks() do n = n + chunk.x + 2 end log(n)
      log({"", "a ", {"entity-name.iron-ore"}, " ", {"what"}})
      log(prototypes.tile.water.map_color.b * 255)
    end)`);
    expect(told(sim.logOf())).toEqual(['player1 enemy2 neutral3 3truenil', '18', 'a Iron ore Unknown key: "what"', '95']);
  });

  it('finds what stands and lies in an area', () => {
    const sim = game('');
    sim.build({ name: 'assembling-machine-1', at: [32.5, 1.5], by: 'silent' });
    const count = (area: string) => sim.run(`return game.surfaces[1].count_entities_filtered{area = ${area}, type = "assembling-machine"}`);
    expect([count('{{0, 0}, {32, 32}}'), count('{{32, 0}, {64, 32}}'), count('{{34.5, 0}, {64, 32}}')]).toEqual([1, 1, 0]);
    expect(sim.run('return #game.surfaces[1].find_tiles_filtered{area = {{0, 0}, {32, 32}}}')).toBe(1024);
    expect(sim.run('return game.surfaces[1].get_tile(0, 0).name')).toBe(sim.tileAt(sim.nauvis, 0, 0));
  });

  it('charts by force: the same bytes for every peer, or others where asked', () => {
    const sim = game('', { peers: 2, chartNoise: (peer) => peer });
    sim.chart(sim.world.force('player'), sim.nauvis, 0, 0);
    const [a, b] = [0, 1].map((peer) => sim.run('return helpers.encode_string(game.forces.player.get_chunk_chart(1, {0, 0}))', peer));
    expect(a).not.toBe(b);
    expect(sim.run('return #game.forces.player.get_chunk_chart("nauvis", {x = 0, y = 0})')).toBe(2048);
    expect(sim.run('return tostring(game.forces.enemy.get_chunk_chart(1, {0, 0}))')).toBe('nil');
  });

  it('saves and loads: the world goes back, storage with it, handles and shared tables too', () => {
    const control = `script.on_init(function() local t = {1, 2, x = "\\195\\164\\0"} storage.a = t storage.b = t storage.s = game.surfaces[1] end)
      script.on_event(defines.events.on_built_entity, function(e) storage.last = e.entity end)
      script.on_load(function() log("loaded " .. #storage.a .. tostring(storage.a == storage.b) .. storage.s.name .. #storage.a.x) end)`;
    const sim = game(control);
    const ann = sim.join('Ann');
    sim.build({ name: 'stone-furnace', at: [3, 4], by: ann });
    const save = sim.save();
    const before = sim.storageOf();
    sim.tick(10);
    sim.build({ name: 'stone-furnace', at: [8, 4], by: ann });
    sim.load(save);
    expect(sim.tickNow).toBe(0);
    expect(sim.storageOf()).toBe(before);
    expect(told(sim.logOf())).toEqual(['loaded 2truenauvis3']);
    expect(sim.run('return storage.last.position.x')).toBe(3);
    expect(
      Object.values(sim.truth().entities)
        .flat()
        .filter(({ name }) => name === 'stone-furnace'),
    ).toHaveLength(1);
  });

  it('keeps peers apart: a late one loads, and a mod that listens to other events there is refused', () => {
    const sim = game('script.on_init(function() storage.n = math.random(1000) end) script.on_load(function() log("late") end)', {
      peers: 2,
    });
    const late = sim.joinPeer();
    expect(told(sim.logOf(late))).toEqual(['late']);
    expect(told(sim.logOf(0))).toEqual([]);
    expect(sim.storageOf(late)).toBe(sim.storageOf(0));
    const other = game('script.on_load(function() script.on_event(defines.events.on_tick, function() end) end)', { peers: 2 });
    expect(() => other.joinPeer()).toThrow(/handlers are not identical/);
  });

  it('lets mods talk to each other and to the outside', () => {
    const sim = new SimulatedGame({
      mod: new Map([['control.lua', 'remote.add_interface("a", {twice = function(t) return {n = t.n * 2} end})']]),
      others: {
        other: new Map([
          [
            'control.lua',
            'script.on_event(defines.events.on_tick, function() helpers.write_file("x/y.txt", remote.call("a", "twice", {n = 21}).n .. "\\n", true, 0) helpers.send_udp(4000, "d") end)',
          ],
        ]),
      },
      peers: 2,
    });
    sim.tick(2);
    expect([sim.filesOf(0).get('x/y.txt'), sim.filesOf(1).get('x/y.txt'), sim.udpOf(0).length]).toEqual(['42\n42\n', undefined, 2]);
    expect(sim.rcon('rcon.print(tostring(remote.interfaces.a.twice))')).toEqual(['true']);
  });

  it('counts what a tick costs', () => {
    const sim = game(
      'script.on_event(defines.events.on_tick, function() for i = 1, 100 do end game.surfaces[1].is_chunk_generated({0, 0}) log("12345") end)',
    );
    sim.startCounting();
    sim.tick(3);
    const [first, , last] = sim.costOf();
    expect(last).toEqual({ ...first, tick: 3 });
    expect(first).toMatchObject({ calls: { 'LuaSurface.is_chunk_generated': 1, log: 1 }, characters: 5, lines: 1 });
    expect(first!.instructions).toBeGreaterThan(100);
    expect(first!.instructions).toBeLessThan(200);
  });

  it('tells a change of mods, and begins a mod that is new to the save', () => {
    const sim = game(
      'script.on_configuration_changed(function(c) log(c.mod_changes.factoscope.old_version .. c.mod_changes.factoscope.new_version) end)',
    );
    sim.load(sim.save());
    expect(told(sim.logOf())).toEqual([]);
    sim.load(sim.save(), { modVersion: '1.1.0' });
    expect(told(sim.logOf())).toEqual(['1.0.01.1.0']);
  });
});
