/** What an address asks for. */
import { SERVER_ID } from '../keeping';

export type Route =
  | { what: 'servers' | 'healthz' | 'metrics' }
  | { what: 'state' | 'log'; server: string }
  | { what: 'map'; server: string; surface: string; force: string; z: number; x: number; y: number }
  | { what: 'live' | 'forward'; server: string }
  /** A file of the site, if it has such a one. */
  | { what: 'site'; path: string }
  | { what: 'nothing' };

const LONGEST = 1_024;
/** As far as a map goes, in rasters. */
const FARTHEST = 10_000;
/** Below these lies no file of the site. */
const OURS = new Set(['api', 'live', 'forward']);
const MAP = /^(-?\d{1,2})\/(-?\d{1,5})\/(-?\d{1,5})\.png$/;

/** null: no client that means well writes it so. `target` is what stands in the request, still encoded. */
export function routeOf(target: string): Route | null {
  const path = target.split(/[?#]/, 1)[0]!;
  if (path.length > LONGEST || !path.startsWith('/') || path.startsWith('//')) return null;
  const parts: string[] = [];
  for (const part of path.slice(1).split('/')) {
    const plain = decoded(part);
    // What a folder or a proxy would read in another way than here.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
    if (plain === null || plain === '.' || plain === '..' || /[/\\\u0000-\u001f\u007f]/.test(plain)) return null;
    parts.push(plain);
  }
  return known(parts) ?? (OURS.has(parts[0]!) ? { what: 'nothing' } : { what: 'site', path });
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function known([first, second, server, what, ...rest]: string[]): Route | null {
  if (second === undefined) return first === 'healthz' || first === 'metrics' ? { what: first } : null;
  if (server === undefined) {
    if (first === 'api' && second === 'servers') return { what: 'servers' };
    return first === 'live' || first === 'forward' ? { what: first, server: second } : null;
  }
  if (first !== 'api' || second !== 'servers' || !SERVER_ID.test(server)) return null;
  if (rest.length === 0) return what === 'state' || what === 'log' ? { what, server } : null;
  const [surface, force, ...place] = rest;
  const numbers = MAP.exec(place.join('/'));
  if (what !== 'map' || surface === undefined || force === undefined || numbers === null) return null;
  const [z, x, y] = numbers.slice(1).map(Number) as [number, number, number];
  if (Math.abs(x) > FARTHEST || Math.abs(y) > FARTHEST) return null;
  return { what: 'map', server, surface, force, z, x, y };
}
