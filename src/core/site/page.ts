/**
 * The site and a world together, to put anywhere: the built site with another head in its page, a snapshot beside it, and a picture for
 * those who only see the link.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { RELAY_META } from '../live/wire';
import { PACK_META, PREVIEW, PREVIEW_SIZE, SNAPSHOT_META, WORLD } from './names';

export interface SitePage {
  title: string;
  description: string;
  /** Where the folder will lie, "https://example.org/my-world/"; null: nobody knows. Services take only whole addresses of pictures. */
  address: string | null;
  /** There is a PREVIEW. */
  preview: boolean;
  /** What the snapshot holds: a world, maybe with its pack, or a pack alone. */
  holds: 'world' | 'pack';
}

const BEGIN = '<!-- world -->';
const END = '<!-- /world -->';
/** Longer ones are cut by whoever shows them. */
const MAX_TITLE = 200;
const MAX_DESCRIPTION = 500;

/** The built page with a world of its own; of a page that has one already, with this one in its place. null: it is no such page. */
export function pageOf(built: string, { title, description, address, preview, holds }: SitePage): string | null {
  const bare = withoutOwn(built);
  const head = bare.indexOf('</head>');
  const titled = /<title>[^<]*<\/title>/;
  const described = /<meta name="description" content="[^"]*"\s*\/?>/;
  if (head < 0 || !titled.test(bare) || !described.test(bare)) return null;
  const [name, words] = [escaped(title.slice(0, MAX_TITLE)), escaped(description.slice(0, MAX_DESCRIPTION))];
  const picture = escaped(address === null ? PREVIEW : new URL(PREVIEW, address).href);
  const rows = [
    meta('name', holds === 'world' ? SNAPSHOT_META : PACK_META, WORLD),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:title', name),
    meta('property', 'og:description', words),
    ...(address === null ? [] : [meta('property', 'og:url', escaped(address))]),
    ...(preview
      ? [
          meta('property', 'og:image', picture),
          meta('property', 'og:image:width', String(PREVIEW_SIZE[0])),
          meta('property', 'og:image:height', String(PREVIEW_SIZE[1])),
          meta('property', 'og:image:alt', name),
        ]
      : []),
    meta('name', 'twitter:card', preview ? 'summary_large_image' : 'summary'),
  ];
  // Functions, because names may hold what `replace` takes for a pattern.
  return withBlock(bare, head, rows)
    .replace(titled, () => `<title>${name}</title>`)
    .replace(described, () => `<meta name="description" content="${words}" />`);
}

/** The built page as a relay serves it: it knows where its servers are. null: it is no such page. */
export function relayPageOf(built: string): string | null {
  const bare = withoutOwn(built);
  const head = bare.indexOf('</head>');
  return head < 0 ? null : withBlock(bare, head, [meta('name', RELAY_META, './')]);
}

const withoutOwn = (built: string): string => built.replace(/[ \t]*<!-- world -->[\s\S]*?<!-- \/world -->\n?/g, '');

function withBlock(bare: string, head: number, rows: readonly string[]): string {
  const block = `${[BEGIN, ...rows, END].map((row) => `    ${row}`).join('\n')}\n`;
  return `${bare.slice(0, head).trimEnd()}\n${block}  ${bare.slice(head)}`;
}

const meta = (by: 'name' | 'property', name: string, content: string): string => `<meta ${by}="${name}" content="${content}" />`;

/** A name in a log may hold anything; what is no letter of a text is left out. */
function escaped(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** As the build counts it (`scripts/vite-plugins.mjs`): by it the service worker knows whether it has the newest page. */
export function revisionOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes)).slice(0, 16);
}

/**
 * The service worker for another page: else visitors who were there before would keep the page they have. null: it is not the worker of
 * the page that was built.
 */
export function workerOf(built: string, before: Uint8Array, after: Uint8Array): string | null {
  const parts = built.split(revisionOf(before));
  return parts.length < 2 ? null : parts.join(revisionOf(after));
}
