/** Random histories of a whole world as a game would tell them: things, pictures, people, numbers, talk; late and local lines too. */
import fc from 'fast-check';
import type { Packet, Tick } from '../../packet/schema';
import { Game, pack } from '../../world/testing/host';
import { PlaceHistory, type Step, steps } from '../../world/testing/place-history';

export type Deed = [what: string, a: number, b: number];

export const deeds = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: steps(1).map((list): Step => list[0]!) },
    {
      weight: 4,
      arbitrary: fc.tuple(
        fc.constantFrom(
          ...'chart chart tiles tiles set ore ore ore-whole uncharted player player player-gone join leave tag tag-gone tags stop stop-gone'.split(
            ' ',
          ),
          ...'research reverse rocket statistics statistics chat surface force config prototypes clock header'.split(' '),
        ),
        fc.nat(9999),
        fc.nat(9999),
      ),
    },
  ),
  { minLength: 8, maxLength: 120, size: 'max' },
);

const AT: readonly [number, number][] = [
  [0, 0],
  [7, 0],
  [8, 0],
  [-1, -1],
];
const TILES = ['grass', 'water', '__proto__'];
const ORES = ['iron-ore', 'copper-ore', 'constructor'];

/** Which of all that can be told is told in which lines; charts are local alone [P20]. */
export class WorldHistory {
  readonly lines: string[] = [];
  private readonly places = new PlaceHistory();
  private told = 0;
  /** Packets that wait for their line, as the mod's do for a second. */
  private readonly waiting: Packet[] = [];

  constructor(
    readonly game = new Game(),
    /** Without numbers, as Kafkatorio's. */
    private readonly isUnchained = false,
  ) {
    this.lines.push(...(isUnchained ? game.here({ kind: 'chat', tick: 0, text: 'hello' }) : game.chained(game.header(0))));
  }

  get tick(): Tick {
    return this.places.tick;
  }

  do(deed: Step | Deed): void {
    const [what, a, b] = deed;
    if (deed.length === 4) this.places.do(deed);
    else this.places.tick += a % 4;
    this.waiting.push(...this.places.packets.slice(this.told));
    this.told = this.places.packets.length;
    // Nobody has put in order what has no numbers: it comes as it happens.
    if (this.isUnchained) this.write();
    if (deed.length === 3) this.other(what, a, b);
    // So what is written at once may be later than what waits.
    if (b % 3 === 0 || this.isUnchained) this.write();
  }

  write(): void {
    const packets = this.waiting.splice(0);
    if (packets.length > 0) this.lines.push(...(this.isUnchained ? this.game.here(...packets) : this.game.chained(...packets)));
  }

  private other(what: string, a: number, b: number): unknown {
    const { tick } = this;
    const at = AT[a % 4]!;
    const surface = b % 7 === 0 ? 2 : 1;
    const force = (b % 2) + 1;
    const index = (a % 3) + 1;
    const say = (packet: Packet): number => this.waiting.push(packet);
    const tile = (n: number): [number, number] => [at[0] * 32 + (n % 32), at[1] * 32 + (Math.floor(n / 32) % 32)];
    switch (what) {
      case 'chart': {
        const pixels = Uint16Array.from({ length: 1024 }, (_, i) => (i < b % 1024 ? a : b));
        this.lines.push(...this.game.here({ kind: 'chart', tick, surface, force, at, px: pack(new Uint8Array(pixels.buffer)) }));
        return undefined;
      }
      case 'uncharted':
        this.lines.push(...this.game.here({ kind: 'chart', tick, surface, force, at, ...(a % 3 ? { gone: true as const } : {}) }));
        return undefined;
      case 'tiles':
        return say({ kind: 'tiles', tick, surface, at, names: TILES, runs: [a % 3, 500, (b % 4) - 1, 524] });
      case 'set':
        return say({ kind: 'tiles', tick, surface, at, names: TILES, set: [a % 32, b % 32, b % 3] });
      case 'ore':
      case 'ore-whole':
        return say({
          kind: 'resources',
          ...{ tick, surface, at },
          ...(what === 'ore' ? {} : { whole: true as const }),
          amounts: Object.fromEntries([
            [ORES[a % 3]!, [...tile(b), b % 5]],
            [ORES[b % 3]!, [...tile(a), a % 900]],
          ]),
        });
      case 'player':
        return say({
          kind: 'players',
          tick,
          list: [
            { index, at: [a / 7, b / 3] },
            ...(b % 2
              ? []
              : [{ index, name: `player ${index}`, online: a % 4 > 0, force, surface, color: [1, 2, 3] as [number, number, number] }]),
          ],
        });
      case 'player-gone':
        return say({ kind: 'players', tick, list: [{ index, gone: true }] });
      case 'join':
      case 'leave':
        return say({ kind: what, tick, player: index, ...(b % 2 ? { name: `player ${index}` } : {}) });
      case 'tag':
        return say({ kind: 'tags', tick, surface, force, list: [{ id: a % 4, text: `tag ${b}`, at: [a, b], by: index }] });
      case 'tag-gone':
        return say({ kind: 'tags', tick, surface, force, list: [{ id: a % 4, gone: true }] });
      case 'tags':
        return say({ kind: 'tags', tick, surface, force, whole: true, list: [{ id: b % 4, text: 'listed', at: [1, 2] }] });
      case 'stop':
        return say({ kind: 'stops', tick, surface, list: [{ id: a % 5, at: [a, 3], name: `stop ${b}`, ...(b % 3 ? { force } : {}) }] });
      case 'stop-gone':
        return say({ kind: 'stops', tick, surface, list: [{ id: a % 5, gone: true }] });
      case 'research':
      case 'reverse':
        return say({
          kind: 'research',
          ...{ tick, force, name: `technology-${a % 5}`, state: what === 'research' ? 'finished' : 'reversed' },
          ...(b % 3 === 0 ? { level: b % 4 } : {}),
        });
      case 'rocket':
        return say({ kind: 'rocket', tick, force });
      case 'statistics':
        return say({
          kind: 'statistics',
          ...{ tick, force, ...(b % 9 ? { surface } : {}) },
          ...(a % 2 ? { produced: { iron: tick, [`item-${b % 3}`]: a } } : { consumed: { coal: a }, kills: { biter: b } }),
          ...(b % 2 ? { evolution: a / 10_000 } : { pollution: b }),
        });
      case 'chat':
        return say({ kind: 'chat', tick, text: `line ${a}` });
      case 'surface':
        return say({
          kind: 'surfaces',
          tick,
          list: [b % 5 === 0 ? { index: 2, gone: true } : { index: surface, name: `surface ${a}`, daytime: a / 10_000 }],
        });
      case 'force':
        return say({ kind: 'forces', tick, list: [{ index: force, name: ['enemy', 'player', 'north'][a % 3]!, color: [9, 8, a % 255] }] });
      case 'config':
        return say({ kind: 'config', tick, game: `2.0.${a % 90}`, mods: [['base', `2.0.${a % 90}`]] });
      case 'prototypes':
        return say({
          kind: 'prototypes',
          tick,
          tiles: { grass: [a % 255, 1, 2] },
          entities: { inserter: { size: [1 + (a % 2), 1], friend: [b % 255, 4, 5] } },
        });
      case 'clock':
        this.lines.push(...this.game.here({ kind: 'clock', tick, time: 1_700_000_000_000 + tick * 17 }));
        return undefined;
      default:
        if (!this.isUnchained) this.lines.push(...this.game.here(this.game.header(tick)));
        return undefined;
    }
  }
}
