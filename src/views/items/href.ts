import type { Ref } from '../../core/prototype/types';
import { type Section, writeAddress } from '../../state/url';

const any = { page: 'items', url: null, rest: [], newer: false, query: '' } as const;

/** The address of one thing of a pack. */
export function hrefOf(pack: string | null, { kind, name }: Ref, language: string | null = null): string {
  return writeAddress({ ...any, pack, tab: null, ref: { kind, name }, language });
}

/** Of a pack's front page, or of one of its lists. */
export function hrefOfTab(pack: string | null, tab: Section | null, language: string | null = null): string {
  return writeAddress({ ...any, pack, tab, ref: null, language });
}

/** What a ref is told apart by within a pack: "item/iron-plate". */
export function refKey({ kind, name }: Ref): string {
  return `${kind}/${name}`;
}

/** Of what `refKey` made. */
export function refOf(key: string): Ref {
  const cut = key.indexOf('/');
  return { kind: key.slice(0, cut) as Ref['kind'], name: key.slice(cut + 1) };
}

export function sameRef(a: Ref | null, b: Ref | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.name === b.name);
}
