/** What is what in the folder of a site with a world of its own. */

export const PAGE = 'index.html';
export const WORKER = 'sw.js';
export const WORLD = 'world.zip';
export const PREVIEW = 'preview.png';
/** What services that show links take, in pixels. */
export const PREVIEW_SIZE = [1200, 630] as const;
/** Addresses of all files of the built site, a list in JSON. Written by the build (`scripts/vite-plugins.mjs`). */
export const FILE_LIST = 'files.json';
/** Names of the meta elements of the page that say where its own snapshot lies: one with a world, or a pack alone. */
export const SNAPSHOT_META = 'factoscope-snapshot';
export const PACK_META = 'factoscope-pack';
