/** A log whose every text is an attack. */
import { deflateSync } from 'node:zlib';

/** What a page would run that takes a text for HTML; each tells who it was. */
export const IMG = '<img src=x onerror="window.pwned=1">';
export const SCRIPT = '</script><script>window.pwned=2</script>';
export const SVG = '"><svg onload=window.pwned=3>';
export const PROTO = '__proto__';
export const WORLD = '__proto__';

/** Of the last line that was made. */
export let seq = 0;
export const chainOf = (at: number) => (at * 2_654_435_761) % 4_294_967_296;
/** A chained line of these packets, all of one made-up history. */
export function line(...d: object[]): string {
  seq += 1;
  return `Factoscope:${JSON.stringify({ v: 1, seq, chain: chainOf(seq), d })}\n`;
}

/** Chart pixels of one color. */
const px = deflateSync(Buffer.alloc(2048, 0x6a)).toString('base64');

export function hostileLog(): string {
  seq = 0;
  const mods = [[IMG, '1.0.0'], [PROTO, '1.0.0']]; // biome-ignore format: one line
  const at = (x: number, y: number) => ({ at: [x, y] });
  return [
    line({ kind: 'header', tick: 1, world: WORLD, seed: 1, game: SCRIPT, mods, next: seq + 1, chain: chainOf(seq), checkpoints: [] }),
    line({ kind: 'surfaces', tick: 1, whole: true, list: [{ index: 1, name: PROTO }, { index: 2, name: 'platform-1', platform: IMG }] }), // biome-ignore format: one line
    line({ kind: 'forces', tick: 1, whole: true, list: [{ index: 1, name: PROTO }, { index: 2, name: 'constructor' }, { index: 3, name: IMG }] }), // biome-ignore format: one line
    line({ kind: 'prototypes', tick: 1, entities: { toString: { type: 'furnace', size: [2, 2], color: [9, 200, 9] } } }),
    line(
      { kind: 'chart', tick: 2, surface: 1, force: 1, ...at(0, 0), px },
      { kind: 'chart', tick: 2, surface: 1, force: 1, ...at(1, 0), px },
    ),
    // Beside the good ones: a tick, a chunk and a number of history that no game has.
    line({ kind: 'chart', tick: 2 ** 53, surface: 1, force: 1, ...at(2, 0), px }),
    line({ kind: 'chart', tick: 3, surface: 1, force: 1, ...at(40_000, 0), px }),
    `Factoscope:{"v":1,"seq":9007199254740991,"chain":1,"d":[]}\n`,
    `Factoscope:{"v":1,"seq":1,"chain":1,"d":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
    `Factoscope:${deflateSync(Buffer.alloc(3_000_000, 32)).toString('base64')}\n`,
    line({ kind: 'tiles', tick: 3, surface: 2, ...at(0, 0), names: [PROTO], runs: [0, 1024] }),
    line({ kind: 'players', tick: 3, list: [PROTO, IMG, 'constructor'].map((name, i) => ({ index: i + 1, name, at: [i * 8, 4], surface: 1, force: 1, online: true, tag: SVG })) }), // biome-ignore format: one line
    line({ kind: 'tags', tick: 4, surface: 1, force: 1, list: [{ id: 1, at: [10, 10], text: IMG, icon: SVG, by: 2 }, { id: 2, at: [20, 9], text: PROTO }] }), // biome-ignore format: one line
    line({ kind: 'stops', tick: 4, surface: 1, list: [{ id: 7, at: [5, 20], name: SVG, force: 1 }] }),
    line({ kind: 'built', tick: 5, surface: 1, list: [PROTO, 'toString', IMG].map((name, i) => ({ id: i + 1, name, at: [i * 6 + 4, 25], force: 1, recipe: IMG })) }), // biome-ignore format: one line
    `Factoscope:{"v":1,"seq":${++seq},"chain":${chainOf(seq)},"d":[{"kind":"channel","tick":5,"name":"__proto__","data":{"__proto__":{"polluted":true}}}]}\n`,
    line({ kind: PROTO, tick: 5 }, { kind: 'research', tick: 5, force: 1, name: IMG, state: 'finished' }),
    line(...[IMG, SCRIPT, `[img=item/${SVG}] [color=red]${IMG}[/color] javascript:window.pwned=4`, PROTO].map((text, i) => ({ kind: 'chat', tick: 6 + i, player: 2, text }))), // biome-ignore format: one line
    line({ kind: 'death', tick: 12, player: 2, name: IMG, cause: SVG }),
  ].join('');
}
