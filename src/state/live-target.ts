/** A server of a relay: as it stands in addresses, and its secret, which does not. */
import { RELAY_META } from '../core/live/wire';

export interface LiveTarget {
  /** The relay's address, ending with a slash. */
  relay: string;
  server: string;
}

/** The relay that this page comes from; null: it comes from elsewhere. */
export function ownRelay(page: Document = document): string | null {
  const content = page.querySelector<HTMLMetaElement>(`meta[name="${RELAY_META}"]`)?.content ?? '';
  return content === '' ? null : new URL(content, page.baseURI.split(/[?#]/)[0]).href;
}

/** "id", or "id@https://relay/" of another one than the page's own. */
export const textOf = ({ relay, server }: LiveTarget, own: string | null): string => (relay === own ? server : `${server}@${relay}`);

/** null: it is none, or the page has no relay of its own. */
export function targetOf(text: string, own: string | null): LiveTarget | null {
  const at = text.indexOf('@');
  const [server, relay] = at < 0 ? [text, own] : [text.slice(0, at), text.slice(at + 1)];
  return relay === null || server === '' ? null : { relay, server };
}

const key = ({ relay, server }: LiveTarget) => `factoscope-token ${relay} ${server}`;

/** For this visit of this tab alone; storage may be denied. */
export function keepToken(target: LiveTarget, token: string): void {
  try {
    sessionStorage.setItem(key(target), token);
  } catch {
    tokens.set(key(target), token);
  }
}
const tokens = new Map<string, string>();

export function tokenOf(target: LiveTarget): string | null {
  try {
    return sessionStorage.getItem(key(target)) ?? tokens.get(key(target)) ?? null;
  } catch {
    return tokens.get(key(target)) ?? null;
  }
}
