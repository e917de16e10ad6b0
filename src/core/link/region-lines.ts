/** A region out of a link as the log of a small world, which goes through the site's own import like any other. */
import { zlibSync } from 'fflate';
import { encodeBase64 } from '../base64';
import type { ChartPacket, Packet, StopState, TagState, TilesPacket } from '../packet/schema';
import { chainedLines, headerPacket, type LineHost, localLines, logForm } from '../packet/write';
import { chunksOf, groundOf, type LinkTag, type Region } from './region';

const SURFACE = 1;
const FORCE = 1;

const packed = (bytes: Uint8Array): string => encodeBase64(zlibSync(bytes));
const host: LineHost = {
  json: (value) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  pack: (text) => packed(new TextEncoder().encode(text)),
};

/** The log's text. `id`: the world's own. */
export function regionLines(region: Region, id: string): string {
  const { tick, surface, planet, platform, force } = region;
  const state = { seq: 0, chain: 0 };
  const at = (list: readonly LinkTag[]): TagState[] =>
    list.map(({ x, y, text, icon }, i) => ({ id: i + 1, at: [x, y], text, ...(icon === undefined ? {} : { icon }) }));
  const known: Packet[] = [
    headerPacket({ world: id, seed: 0, game: region.game || '0.0.0', mods: [] }, tick, state, []),
    {
      ...{ kind: 'surfaces', tick },
      list: [
        { index: SURFACE, name: surface, ...(planet === undefined ? {} : { planet }), ...(platform === undefined ? {} : { platform }) },
      ],
    },
    { kind: 'forces', tick, list: [{ index: FORCE, name: force }] },
  ];
  if (region.tags.length > 0) known.push({ kind: 'tags', tick, surface: SURFACE, force: FORCE, list: at(region.tags) });
  if (region.stops.length > 0)
    known.push({
      ...{ kind: 'stops', tick, surface: SURFACE },
      list: region.stops.map(({ x, y, text }, i): StopState => ({ id: i + 1, at: [x, y], name: text, force: FORCE })),
    });
  const isChart = groundOf(region) === 'chart';
  const ground = isChart ? [] : tilesOf(region);
  const lines = chainedLines([...known, ...ground], state, host);
  const charts = isChart ? chartsOf(region) : [];
  lines.push(...localLines(charts, [state.seq, state.chain], { parts: 0 }, host));
  return `${lines.map((line) => logForm(line, host)).join('\n')}\n`;
}

function chartsOf(region: Region): ChartPacket[] {
  return chunksOf(region).map(({ at, values }) => {
    const px = new Uint8Array(values.length * 2);
    values.forEach((pixel, i) => {
      const value = (((pixel >> 19) & 31) << 11) | (((pixel >> 10) & 63) << 5) | ((pixel >> 3) & 31);
      px[2 * i] = value & 0xff;
      px[2 * i + 1] = value >> 8;
    });
    return { kind: 'chart', tick: region.tick, surface: SURFACE, force: FORCE, at, px: packed(px) };
  });
}

/** Ground that is called by its colour: "#a1b2c3". */
function tilesOf(region: Region): Packet[] {
  const { tick } = region;
  const nameOf = (pixel: number) => `#${(pixel & 0xff_ffff).toString(16).padStart(6, '0')}`;
  const colours = new Set(region.pixels);
  colours.delete(0);
  const tiles = Object.fromEntries(
    [...colours].map((pixel) => [nameOf(pixel), [(pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255] as [number, number, number]]),
  );
  const chunks = chunksOf(region).map(({ at, values }): TilesPacket => {
    const used = [...new Set(values)].filter((pixel) => pixel !== 0);
    const runs: number[] = [];
    values.forEach((pixel, i) => {
      if (i > 0 && values[i - 1] === pixel) runs[runs.length - 1]! += 1;
      else runs.push(used.indexOf(pixel), 1);
    });
    return { kind: 'tiles', tick, surface: SURFACE, at, names: used.map(nameOf), runs };
  });
  return [{ kind: 'prototypes', tick, tiles }, ...chunks];
}
