import { describe, expect, it } from 'vitest';
import { printedNumber } from './fengari';
import { type Access, LuaState } from './state';

const nothing: Access = {
  get: () => undefined,
  set: () => {},
  length: () => 0,
  entries: () => [],
  same: (a, b) => a === b,
  call: () => undefined,
};
const state = (): LuaState => new LuaState(nothing, () => 0.5);
const run = (code: string): unknown => state().run(code);

describe("the simulation's Lua", () => {
  it('goes through a table in order of insertion, keys from 1 to 1024 first', () => {
    const code = `local t = {z = 1, a = 2}; t[2000] = 3; t[3] = 4; t[1] = 5; t.b = 6; t[1024] = 7; t[1025] = 8; t[0] = 9
      t.a = nil; t.a = 1
      local out = {} for k in pairs(t) do out[#out + 1] = tostring(k) end return table.concat(out, ' ')`;
    expect(run(code)).toBe('1 3 1024 z 2000 b 1025 0 a');
  });

  it('lets entries be removed while it goes through', () => {
    expect(run('local t = {1, 2, 3, a = 1, b = 2, c = 3} local n = 0 for k in pairs(t) do t[k] = nil n = n + 1 end return n')).toBe(6);
    expect(run('local t = {a = 1, b = 2, c = 3} local s = "" for k in pairs(t) do t.b = nil s = s .. k end return s')).toBe('ac');
  });

  it('counts in doubles only', () => {
    expect(run('local h = 4294967295 return (h * 69069 + 7) % 4294967296')).toBe(Number((4294967295n * 69069n + 7n) % 4294967296n));
    expect(run('local n = 0 for i = 2147483646, 2147483650 do n = n + 1 end return n')).toBe(5);
    expect(run('return #"abc" * 2000000000')).toBe(6000000000);
    expect(run('return math.floor(4294967295.5)')).toBe(4294967295);
  });

  it('prints numbers as 5.2 does', () => {
    expect(run('return 3 .. "," .. 3 / 1 .. "," .. 2 ^ 53 .. "," .. 0.1 .. "," .. 1e14 .. "," .. -1e-5 .. "," .. 1 / 3')).toBe(
      '3,3,9.007199254741e+15,0.1,1e+14,-1e-05,0.33333333333333',
    );
    expect([printedNumber(99999999999999), printedNumber(-0), printedNumber(Number.POSITIVE_INFINITY)]).toEqual([
      '99999999999999',
      '-0',
      'inf',
    ]);
  });

  it('formats what does not fit 32 bits', () => {
    expect(run('return string.format("%d %08x %5d|%s%%", 4294967295, 4294967295, 7, "x")')).toBe('4294967295 ffffffff     7|x%');
  });

  it('has no clock, no files, no coroutines, and bit32', () => {
    expect(run('return tostring(os) .. tostring(io) .. tostring(coroutine) .. tostring(utf8) .. tostring(debug.sethook)')).toBe(
      'nilnilnilnilnil',
    );
    expect(run('return bit32.band(0xF0F0, 65520) + bit32.lshift(1, 31) + bit32.rshift(256, 4) + bit32.bxor(5, 1)')).toBe(
      0xf0f0 + 2147483648 + 16 + 4,
    );
  });

  it('takes random numbers from the map', () => {
    expect(run('return math.random(10) + math.random()')).toBe(6.5);
  });

  it('says what failed and where', () => {
    expect(() => run('local t = nil\nreturn t.x')).toThrow(/command:2: attempt to index a nil value/);
  });

  it('counts instructions', () => {
    const lua = state();
    lua.startCounting();
    lua.run('for i = 1, 1000 do end');
    expect(lua.instructions).toBeGreaterThan(1000);
    expect(lua.instructions).toBeLessThan(1100);
  });
});
