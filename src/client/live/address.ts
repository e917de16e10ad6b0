/** Where a relay is, and its servers on it. Pure. */
/** The relay's address from what a person gives, ending with a slash: also of its page, or of a server on it. null: it is none. */
export function relayAddress(text: string, base: string): URL | null {
  const trimmed = text.trim();
  // "my-server:8080" alone is taken for a scheme by browsers.
  const whole =
    /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || trimmed.startsWith('.') || trimmed.startsWith('/') ? trimmed : `https://${trimmed}`;
  let url: URL;
  try {
    url = new URL(whole, base);
  } catch {
    return null;
  }
  // In this order: a scheme of the one kind cannot be changed to one of the other by its property.
  const scheme = { 'ws:': 'http:', 'wss:': 'https:', 'http:': 'http:', 'https:': 'https:' }[url.protocol];
  if (scheme === undefined || url.hostname === '' || url.username !== '' || url.password !== '') return null;
  const path = url.pathname.replace(/(index\.html|live\/[^/]*)$/, '').replace(/\/*$/, '/');
  return new URL(`${scheme}//${url.host}${path}`);
}

/** A page that came by https may not open ws:// to another machine: browsers refuse without saying why. */
export function isMixed(relay: URL, base: string): boolean {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(relay.hostname);
  return relay.protocol === 'http:' && !local && new URL(base).protocol === 'https:';
}

export function socketAddress(relay: string, server: string): string {
  const url = new URL(`live/${encodeURIComponent(server)}`, relay);
  return url.href.replace(/^http/, 'ws');
}
