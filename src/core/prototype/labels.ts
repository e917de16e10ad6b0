import type { Ref } from './types';

/** Words of a pack in the asker's languages (locale/names.ts makes them). */
export interface Labels {
  /** Never empty: the internal name where there is no text. */
  label(ref: Ref): string;
  /** '' where there is none. */
  description(ref: Ref): string;
  /** In the other languages that are loaded. */
  names(ref: Ref): { language: string; label: string }[];
}

/** Every prototype by its internal name. */
export const INTERNAL: Labels = { label: (ref) => ref.name, description: () => '', names: () => [] };
