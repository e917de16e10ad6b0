import { describe, expect, it } from 'vitest';
import * as format from './format';

describe('numbers and times', () => {
  it('sizes are decimal and short', () => {
    expect([0, 999, 1000, 8_140, 14_200, 999_600, 214e6, 1.29e9, 12.34e9, 999e12, -5].map(format.bytes)).toEqual([
      ...['0 B', '999 B', '1.0 kB', '8.1 kB', '14 kB', '1.0 MB', '214 MB', '1.29 GB', '12.3 GB', '999 TB', '0 B'],
    ]);
  });

  it('numbers are grouped, with a true minus', () => {
    expect(format.number(318420)).toBe('318,420');
    expect(format.number(-1204)).toBe('−1,204');
  });

  it('time of play is hours and minutes', () => {
    expect([0, 600, 3600, 216000, 6_739_204, 216000 * 1234].map(format.playTime)).toEqual([
      ...['0 s', '10 s', '1 min', '1 h 00 min', '31 h 12 min', '1,234 h 00 min'],
    ]);
    expect(
      [
        [0, 900],
        [14_400, 14_400],
        [14_580, 16_860],
        [3600, 6_739_204],
      ].map(([a = 0, b = 0]) => format.playSpan(a, b)),
    ).toEqual([...['0 s to 15 s', '4 min 00 s', '4 min 03 s to 4 min 41 s', '1 min to 31 h 12 min']]);
    expect(format.playClock(6_739_204)).toBe('31:12');
    expect(format.playLength(39.5 * 216000)).toBe('39 h');
    expect(format.playLength(7200)).toBe('2 min');
  });

  it('a clock in the log is shown as it stands there', () => {
    expect(format.logClock(Date.UTC(2024, 9, 27, 18, 2))).toBe('27 Oct 2024, 18:02');
    expect(format.clockTime(Date.UTC(2024, 9, 27, 8, 2))).toBe('08:02');
  });

  it('dates name the year only when it is another', () => {
    const now = new Date(2026, 10, 21, 12).getTime();
    expect(format.date(new Date(2026, 10, 21, 1).getTime(), now)).toBe('today');
    expect(format.date(new Date(2026, 10, 3).getTime(), now)).toBe('3 Nov');
    expect(format.date(new Date(2024, 10, 3).getTime(), now)).toBe('3 Nov 2024');
  });

  it('time left is told only from a speed', () => {
    expect(format.secondsLeft(100, 50)).toBe(2);
    expect(format.secondsLeft(101, 50)).toBe(3);
    expect(format.secondsLeft(100, 0)).toBeNull();
    expect(format.secondsLeft(100, Number.NaN)).toBeNull();
  });

  it('positions have one digit at most', () => {
    expect(format.position(57.5, -55.5)).toBe('57.5, −55.5');
    expect(format.position(-0.01, 3)).toBe('0, 3');
    expect(format.position(1.25, 2.04)).toBe('1.3, 2');
  });

  it('prototypes have a title until a pack names them', () => {
    expect(format.prototypeTitle('assembling-machine-2')).toBe('Assembling machine 2');
    expect(format.prototypeTitle('')).toBe('');
  });
});
