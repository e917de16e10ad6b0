import { expect, it } from 'vitest';
import type { AuditRow } from '../../../core/world/place-types';
import { asCsv, asJson } from './export';

const info = { forces: [{ index: 1, name: 'player' }], players: [{ index: 7, name: '=cmd|"x"' }] };
const rows: AuditRow[] = [
  { tick: 3660, clock: Date.UTC(2026, 10, 21, 10, 0, 5), kind: 'built', name: 'iron-chest', at: [1.5, -2.5], id: 9, force: 1, by: 7 },
  { tick: 7200, clock: null, kind: 'died', name: '__proto__', at: [0, 0], force: 3, cause: 'small, biter', dir: 4, how: 'died' },
];

it('a history as a table, with names of players and forces, and no formula in it', () => {
  expect(asCsv(rows, info).split('\r\n')).toEqual([
    'tick,time of play,clock,event,name,x,y,unit,force,player,how,cause,recipe,direction,quality,was before,only seen,things gone',
    '3660,1 min,2026-11-21T10:00:05.000,built,iron-chest,1.5,-2.5,9,player,"\'=cmd|""x""",,,,,,,,',
    '7200,2 min,,died,__proto__,0,0,,3,,died,"small, biter",,4,,,,',
    '',
  ]);
});

it('and as JSON, without what is not known', () => {
  expect(JSON.parse(asJson(rows, info))).toEqual([
    {
      ...{ tick: 3660, time: '1 min', clock: '2026-11-21T10:00:05.000', kind: 'built', name: 'iron-chest', x: 1.5, y: -2.5, id: 9 },
      ...{ force: 'player', player: '=cmd|"x"' },
    },
    { tick: 7200, time: '2 min', kind: 'died', name: '__proto__', x: 0, y: 0, force: 3, how: 'died', cause: 'small, biter', direction: 4 },
  ]);
});
