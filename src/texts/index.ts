import { en } from './en';

/** A language is an object of this shape, beside en.ts. */
export type Texts = typeof en;

/** The texts of the chosen language. */
export const t: Texts = en;
export * as format from './format';
