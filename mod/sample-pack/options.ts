/** Where the made-up pack lies, and as what it presents itself: the mods of the sample world, so that map and items find each other. */
import { fileURLToPath } from 'node:url';

export const FOLDER = fileURLToPath(new URL('../../e2e/samples/pack', import.meta.url));
export const ART = fileURLToPath(new URL('art', import.meta.url));
/** The zip that comes with the site (`npm run sample:pack` writes it). */
export const PACK_FILE = 'public/sample/Nordland.zip';
export const GAME = '2.0.76';
export const MODS = ['base', 'elevated-rails', 'quality', 'space-age'] as const;
export const LANGUAGES = ['en', 'de', 'ja', 'fr', 'ru', 'ar', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];
