/**
 * Links that hold what they show. A link is "<version>.<base64url>": a deflate stream, packed with the version's dictionary, of one byte
 * that says what it is, the length of its JSON, the JSON, and bytes of pictures. All bounds are held before anything is built.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { deflateSync, inflateSync } from 'fflate';
import { decodeBase64, encodeBase64 } from '../base64';
import type { Page, Ref } from '../prototype/types';
import { fail, ok, type Problem, type Result } from '../result';
import { DICTIONARY } from './dictionary';
import { NameTable, readNames } from './names';
import { pageShape } from './page-shape';
import { packRegion, type Region, readRegion } from './region';
import { Bent, fields, list, nullable, text, whole } from './shape';

export const LINK_VERSION = 1;
/** Characters of a whole address: what a chat message holds, and what every browser takes. */
export const SHORT = 1_900;
export const LONG = 16_384;
/** Of a link's content when it is unpacked: 6 × 6 chunks of two bytes a pixel, and room for the largest page. */
const MAX_BYTES = 1_048_576;
/** Side of a picture in a link, in px, and how many lie side by side. */
export const LINK_PICTURE = 32;
export const LINK_COLUMNS = 16;
const MAX_PICTURES = 256;

/** A page of the item browser, as its sender saw it. */
export interface PageLink {
  kind: 'page';
  pack: {
    id: string;
    name: string;
    /** "2.0.76", where it is known. */
    game: string | null;
    /** Places in space that it has: where there is one, nobody asks where. */
    places: number;
    /** Of the game's own mods, those that are on. */
    mods: string[];
  };
  page: Page;
  /** WebP, lossy: 32 px pictures, 16 a row, by the numbers in the page; null: none came along. */
  pictures: Uint8Array | null;
}
export interface RegionLink {
  kind: 'region';
  region: Region;
}
export type Link = PageLink | RegionLink;

const PAGE = 1;
const REGION = 2;

const packHead = fields<PageLink['pack']>({
  id: text(100),
  name: text(200),
  game: nullable(text(40)),
  places: whole(0, 10_000),
  mods: list(text(40), 10),
});
const places = list(whole(0, 65_535), MAX_PICTURES);

const refKey = ({ kind, name }: Ref): string => `${kind}/${name}`;

/** `of`: who has a picture, in the order they lie in `webp`. */
export function encodePage(link: Omit<PageLink, 'kind' | 'pictures'>, pictures: { of: readonly Ref[]; webp: Uint8Array } | null): string {
  const names = new NameTable();
  const body = pageShape(names.shape).put(link.page);
  const at = new Map(names.shown.map((one, i) => [refKey(one), i]));
  const drawn = pictures?.of.map((ref) => at.get(refKey(ref)) ?? 0) ?? [];
  return encode(PAGE, [packHead.put(link.pack), names.columns(), places.put(drawn), body], pictures?.webp ?? new Uint8Array(0));
}

export function encodeRegion(region: Region): string {
  const { json, bytes } = packRegion(region);
  return encode(REGION, json, bytes);
}

/** What a page shows by name, each once, in the order of the page: what comes first matters most. */
export function namesOf(page: Page): readonly Page['ref'][] {
  const names = new NameTable();
  pageShape(names.shape).put(page);
  return names.shown;
}

function encode(kind: number, json: unknown, more: Uint8Array): string {
  const words = new TextEncoder().encode(JSON.stringify(json));
  const bytes = new Uint8Array(5 + words.length + more.length);
  bytes[0] = kind;
  new DataView(bytes.buffer).setUint32(1, words.length);
  bytes.set(words, 5);
  bytes.set(more, 5 + words.length);
  const packed = deflateSync(bytes, { level: 9, dictionary: dictionary() });
  return `${LINK_VERSION}.${encodeBase64(packed).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

const dictionary = (): Uint8Array => new TextEncoder().encode(DICTIONARY);

/** Errors: `link-too-new`, `link-too-long`, `link-damaged`. */
export function decodeLink(link: string): Result<Link & { id: string }> {
  if (link.length > LONG)
    return fail('link-too-long', `This link has ${link.length} characters, and none of ours has more than ${LONG}.`, AGAIN);
  const [, version, data] = /^(\d{1,4})\.([A-Za-z0-9_-]+)$/.exec(link) ?? [];
  if (version === undefined || data === undefined) return damaged;
  if (Number(version) > LINK_VERSION)
    return fail(
      'link-too-new',
      'This link was made by a newer version of the site.',
      'Reload the page; whoever hosts this site may have to update it.',
    );
  const packed = decodeBase64(data.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = packed.ok && Number(version) === LINK_VERSION ? unpacked(packed.value) : null;
  if (bytes === null) return damaged;
  try {
    return ok({ ...read(bytes), id: bytesToHex(sha256(bytes)).slice(0, 16) });
  } catch (error) {
    if (error instanceof Bent || error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return damaged;
    throw error;
  }
}

function unpacked(packed: Uint8Array): Uint8Array | null {
  try {
    const bytes = inflateSync(packed, { out: new Uint8Array(MAX_BYTES + 1), dictionary: dictionary() });
    return bytes.length >= 5 && bytes.length <= MAX_BYTES ? bytes : null;
  } catch {
    return null;
  }
}

function read(bytes: Uint8Array): Link {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  if (5 + length > bytes.length) throw new Bent('length');
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(5, 5 + length)));
  const more = bytes.slice(5 + length);
  if (bytes[0] === REGION) return { kind: 'region', region: readRegion(json, more) };
  if (bytes[0] !== PAGE || !Array.isArray(json) || json.length !== 4) throw new Bent('kind');
  const [pack, names, drawn, body] = json as unknown[];
  const of = places.take(drawn);
  const shown = readNames(names, more.length > 0 ? new Map(of.map((at, i) => [at, i])) : new Map());
  return { kind: 'page', pack: packHead.take(pack), page: pageShape(shown).take(body), pictures: more.length > 0 ? more : null };
}

const AGAIN = 'Ask for the link once more: it may have been cut when it was copied.';
const damaged: { ok: false; problem: Problem } = fail('link-damaged', 'This link is damaged or was cut short.', AGAIN);
