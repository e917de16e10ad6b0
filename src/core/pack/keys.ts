/**
 * Where a pack lies in the store. Worlds keep what they have under `i/`, `l/`, `b/`, `r/` and `t/`; everything of packs is under `p/`:
 *
 *     p/i/<id>             what the pack says of itself (row.ts); a pack is there when this is
 *     p/d/<id>/raw/<nnnn>  prototypes in canonical form, sorted (raw-blocks.ts)
 *     p/d/<id>/evidence    all that was said of the pack, and which file lies where (evidence.ts)
 *     p/d/<id>/text/<code> texts of one language, those without one under `-` (texts.ts)
 *     p/d/<id>/plan        which prototype has which picture, and what it is made of (plan.ts)
 *     p/d/<id>/file/<hash> bytes of layers, finished pictures and finished sheets, by their content
 *     p/d/<id>/sheet/<key> rendered sheets, by what they show
 */

export const INFOS = 'p/i/';
export const DATA = 'p/d/';
export const infoKey = (id: string): string => `${INFOS}${id}`;
export const dataPrefix = (id: string): string => `${DATA}${id}/`;
export const rawKey = (id: string, block: number): string => `${dataPrefix(id)}raw/${String(block).padStart(4, '0')}`;
export const evidenceKey = (id: string): string => `${dataPrefix(id)}evidence`;
export const textKey = (id: string, language: string): string => `${dataPrefix(id)}text/${language}`;
export const planKey = (id: string): string => `${dataPrefix(id)}plan`;
export const fileKey = (id: string, hash: string): string => `${dataPrefix(id)}file/${hash}`;
export const sheetKey = (id: string, key: string): string => `${dataPrefix(id)}sheet/${key}`;
/** First key behind all that begin with a prefix that ends with "/". */
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`;

/** A language's code as the game's folders are named: "en", "pt-BR", "zh-CN". Anything else would become part of a key. */
export const isLanguage = (code: string): boolean => /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$/.test(code) || code === 'dump';
/** Where dumped texts lie whose language nobody named. */
export const NO_LANGUAGE = '-';
export const isId = (id: string): boolean => /^[a-z0-9.-]{1,40}-[0-9a-f]{16}$/.test(id);
