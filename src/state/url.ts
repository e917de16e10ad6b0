import type { Ref } from '../core/prototype/types';
import type { Area, Base, Overlay } from '../core/world/types';
import type { Tab } from './client';

/** Version of the addresses this site writes. */
export const ADDRESS_VERSION = 1;
export const ALL_FORCES = '*';
export const MIN_ZOOM = -8;
export const MAX_ZOOM = 5;
export const OVERLAYS: readonly Overlay[] = ['resources', 'buildings', 'players', 'tags', 'stops', 'icons', 'grid'];
const BASES: readonly Base[] = ['chart', 'terrain', 'none'];
/** Tiles lie within this, in both directions [P19]. */
export const MAX_TILE = 1_000_000;

/** What a link needs, in its sender's words. */
export interface Needs {
  /** What the world or pack was called. */
  name: string;
  /** Names of files that it came from, without their folders. */
  files: string[];
}

interface AnyAddress {
  /** A log to fetch, so that a link can bring its world along. */
  url: string | null;
  /** The address of a snapshot that is read where it lies. */
  snapshot?: string | null;
  /** The server that the world is watched on, "id" or "id@https://relay/". */
  live?: string | null;
  /** What whoever shared it had: said to who has it not. */
  needs?: Needs | null;
  /** Keys of a newer site, kept as they are. */
  rest: readonly (readonly [key: string, value: string])[];
  /** Written by a newer site: some of it may not be understood. */
  newer: boolean;
}
export interface PageAddress extends AnyAddress {
  page: 'start' | 'import';
}
/** What is null is left to the site: the default, or what fits. */
export interface MapAddress extends AnyAddress {
  page: 'map';
  world: string;
  /** By name, since that is what stays readable in a link. */
  surface: string | null;
  /** Centre in tiles. */
  x: number | null;
  y: number | null;
  /** log2 of pixels per tile. */
  z: number | null;
  /** By name, or "*" for all forces. */
  force: string | null;
  branch: string | null;
  base: Base | null;
  on: Overlay[] | null;
  tick: number | null;
  /** Whose history is shown. */
  area: Area | null;
}
/** What the item browser lists: the tabs of its grid, and the mods. */
export type Section = Tab | 'mod';
/** A list of packs (no pack), a pack's front page, one of its lists, or one thing of it. */
export interface ItemsAddress extends AnyAddress {
  page: 'items';
  pack: string | null;
  tab: Section | null;
  /** Its kind is the first part of its address, so `tab` is null beside it. */
  ref: Ref | null;
  language: string | null;
  query: string;
}
/** It holds what it shows. */
export interface LinkAddress extends AnyAddress {
  page: 'link';
  data: string;
}
/** A server of a relay, or, without one, where to find some. */
export interface LiveAddress extends AnyAddress {
  page: 'live';
  server: string | null;
  /** null: the one that the page comes from. */
  relay: string | null;
  /** Only read, and taken out of the address: it is a secret. */
  token?: string;
}
export type Address = PageAddress | LinkAddress | MapAddress | ItemsAddress | LiveAddress;

export const SECTIONS: readonly Section[] = [
  ...(['item', 'fluid', 'recipe', 'technology', 'entity', 'tile', 'space-location', 'quality', 'equipment', 'virtual-signal'] as const),
  'mod',
];
/** Kinds without a list of their own; they have pages. */
const OTHER_KINDS: readonly Exclude<Ref['kind'], Section>[] = [
  ...(['space-connection', 'asteroid-chunk', 'surface', 'item-group', 'item-subgroup', 'achievement', 'shortcut'] as const),
  ...(['ammo-category', 'damage-type', 'fuel-category', 'airborne-pollutant', 'surface-property', 'autoplace-control'] as const),
  'decorative',
];
/** Longest search that is kept in a link. */
const MAX_QUERY = 200;

/** The longest link that holds what it shows, and room for what a mail program puts around it. */
const MAX_HASH = 20_000;
const MAX_NEEDS = 5;
/** An address with a server on it, and a signed token. */
const MAX_LIVE = 2_000;
const MAX_NAME = 100;

const KNOWN = new Set([
  'called',
  'drop',
  'v',
  'x',
  'y',
  'z',
  'force',
  'branch',
  'base',
  'on',
  'tick',
  'area',
  'url',
  'snapshot',
  'live',
  'relay',
  'token',
  'lang',
  'q',
]);

/** Reads a hash, "#/map/…". Whatever it is, the answer is an address: what cannot be read is as if it were not there. */
export function readAddress(hash: string): Address {
  const text = hash.replace(/^#/, '').slice(0, MAX_HASH);
  const cut = text.indexOf('?');
  const path = cut < 0 ? text : text.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1));
  const [page, ...parts] = path.split('/').slice(1).map(decode);
  const [world, surface] = parts;
  const any: AnyAddress = {
    url: query.get('url'),
    ...(query.has('snapshot') ? { snapshot: query.get('snapshot') } : {}),
    ...(query.has('live') ? { live: (query.get('live') ?? '').slice(0, MAX_LIVE) } : {}),
    ...(query.has('called') ? { needs: readNeeds(query) } : {}),
    rest: [...query].filter(([key]) => !KNOWN.has(key)),
    newer: (integer(query.get('v'), 1, 1_000_000) ?? 1) > ADDRESS_VERSION,
  };
  if (page === 'import') return { page, ...any };
  if (page === 'link') return { page, ...any, data: parts[0] ?? '' };
  if (page === 'items') return { page, ...any, ...readItems(parts, query) };
  if (page === 'live') return { page, ...any, ...readLive(parts, query) };
  if (page !== 'map' || world === undefined || world === '') return { page: 'start', ...any };
  return {
    page,
    ...any,
    world,
    surface: surface === undefined || surface === '' ? null : surface,
    x: decimal(query.get('x'), -MAX_TILE, MAX_TILE),
    y: decimal(query.get('y'), -MAX_TILE, MAX_TILE),
    z: decimal(query.get('z'), MIN_ZOOM, MAX_ZOOM),
    force: query.get('force'),
    branch: query.get('branch'),
    base: BASES.find((base) => base === query.get('base')) ?? null,
    on: readOverlays(query.get('on')),
    tick: integer(query.get('tick'), 0, Number.MAX_SAFE_INTEGER),
    area: readArea(query.get('area')),
  };
}

/** The kind of that name; undefined for what is none. */
export function kindNamed(name: unknown): Ref['kind'] | undefined {
  return [...SECTIONS, ...OTHER_KINDS].find((kind) => kind === name);
}

function readNeeds(query: URLSearchParams): Needs {
  const files = query.getAll('drop').slice(0, MAX_NEEDS);
  return { name: (query.get('called') ?? '').slice(0, MAX_NAME), files: files.map((file) => file.slice(0, MAX_NAME)) };
}

function readLive([server]: string[], query: URLSearchParams): Pick<LiveAddress, 'server' | 'relay' | 'token'> {
  const relay = query.get('relay')?.slice(0, MAX_LIVE) ?? '';
  const token = query.get('token')?.slice(0, MAX_LIVE) ?? '';
  const of = server === undefined || server === '' ? null : server.slice(0, MAX_NAME);
  return { server: of, relay: relay === '' ? null : relay, ...(token === '' ? {} : { token }) };
}

function readItems([pack, kind, name]: string[], query: URLSearchParams): Omit<ItemsAddress, 'page' | keyof AnyAddress> {
  const known = name === undefined || name === '' ? undefined : kindNamed(kind);
  const here = pack !== undefined && pack !== '';
  return {
    pack: here ? pack : null,
    tab: here && known === undefined ? (SECTIONS.find((section) => section === kind) ?? null) : null,
    ref: here && known !== undefined && name !== undefined ? { kind: known, name } : null,
    language: /^[\w-]{1,20}$/.exec(query.get('lang') ?? '')?.[0] ?? null,
    query: wellFormed((query.get('q') ?? '').slice(0, MAX_QUERY)),
  };
}

export function writeAddress(address: Address): string {
  const pairs: (readonly [string, string | number | null])[] = [];
  let path = '#/';
  if (address.page === 'import') path += 'import';
  if (address.page === 'link') path += `link/${encode(address.data)}`;
  if (address.page === 'map') {
    path += ['map', address.world, ...(address.surface === null ? [] : [address.surface])].map(encode).join('/');
    const { x, y, z, force, branch, base, on, tick, area } = address;
    pairs.push(['v', ADDRESS_VERSION], ['x', round(x)], ['y', round(y)], ['z', round(z)], ['force', force], ['branch', branch]);
    pairs.push(
      ['base', base],
      ['on', on === null ? null : on.join(',')],
      ['tick', tick],
      ['area', area === null ? null : area.map(round).join(',')],
    );
  }
  if (address.page === 'live') {
    path += ['live', ...(address.server === null ? [] : [address.server])].map(encode).join('/');
    pairs.push(['relay', address.relay]);
  }
  if (address.page === 'items') {
    const { pack, tab, ref, language, query } = address;
    const where = pack === null ? [] : [pack, ...(ref === null ? (tab === null ? [] : [tab]) : [ref.kind, ref.name])];
    path += ['items', ...where].map(encode).join('/');
    pairs.push(['v', pack === null ? null : ADDRESS_VERSION], ['lang', language], ['q', query === '' ? null : query.slice(0, MAX_QUERY)]);
  }
  if (address.needs != null) {
    const { name, files } = address.needs;
    pairs.push(['called', name.slice(0, MAX_NAME)]);
    for (const file of files.slice(0, MAX_NEEDS)) pairs.push(['drop', file.slice(0, MAX_NAME)]);
  }
  pairs.push(['url', address.url], ['snapshot', address.snapshot ?? null], ['live', address.live ?? null], ...address.rest);
  const query = pairs.flatMap(([key, value]) => (value === null ? [] : [`${encode(key)}=${encode(String(value))}`]));
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/**
 * Whether going from one to the other is a step worth a Back: all but moving about the same map or its time, asking for the history
 * of a place on it, typing a search, another language for the same page, and what the site fills in itself.
 */
export function isStep(from: Address, to: Address): boolean {
  const still = (whole: Address) => {
    const address = { ...whole, needs: null, live: null };
    if (address.page === 'items') return writeAddress({ ...address, query: '', language: null });
    if (address.page !== 'map') return writeAddress(address);
    const filledIn = from.page === 'map' && from.surface === null && from.world === address.world;
    return writeAddress({ ...address, x: null, y: null, z: null, area: null, tick: null, ...(filledIn ? { surface: null } : {}) });
  };
  return still(from) !== still(to);
}

function readOverlays(text: string | null): Overlay[] | null {
  if (text === null) return null;
  const names = new Set(text.split(','));
  return OVERLAYS.filter((overlay) => names.has(overlay));
}

/** "x0,y0,x1,y1" in tiles, the north-west corner first; anything else is none. */
function readArea(text: string | null): Area | null {
  const parts = (text ?? '').split(',').map((part) => decimal(part, -MAX_TILE, MAX_TILE));
  const [x0, y0, x1, y1] = parts;
  if (parts.length !== 4 || x0 == null || y0 == null || x1 == null || y1 == null) return null;
  return x0 < x1 && y0 < y1 ? [x0, y0, x1, y1] : null;
}

function decimal(text: string | null, min: number, max: number): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : null;
}

function integer(text: string | null, min: number, max: number): number | null {
  const value = text !== null && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}

const round = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

/** Readable: a comma and a colon are harmless in a hash. */
function encode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/** Half a surrogate pair, which a hostile name may have, cannot stand in an address. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
