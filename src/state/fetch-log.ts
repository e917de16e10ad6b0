import { fail, ok, type Result } from '../core/result';
import { t } from '../texts';

/** The address of a log as a person may give it, or why not. Relative ones are relative to the page. */
export function logAddress(text: string, base: string): Result<URL> {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return fail('bad-address', t.fetch.notAnAddress(text.slice(0, 200)), t.fetch.notAnAddressTip);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail('bad-address', t.fetch.notHttp(url.protocol), t.fetch.notAnAddressTip);
  return ok(url);
}

/** "logs/a.log.gz" → "a.log.gz". */
export function nameOf(url: URL): string {
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? url.hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Fetches a log whole. A failure says what a person can do: for scripts, a refusal by CORS looks like no network. */
export async function fetchLog(
  url: URL,
  onBytes: (bytes: number, total: number | null) => void,
  signal: AbortSignal,
): Promise<Result<File>> {
  const name = nameOf(url);
  let response: Response;
  try {
    response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    if (signal.aborted) return fail('cancelled', t.fetch.cancelled, '', name);
    const own = url.origin === location.origin;
    return fail(
      'fetch-failed',
      own ? t.fetch.ownFailed(name) : t.fetch.failed(url.host),
      own ? t.fetch.offlineTip : t.fetch.corsTip(location.origin),
      name,
    );
  }
  if (!response.ok) return fail('fetch-failed', t.fetch.status(url.host, response.status), t.fetch.statusTip, name);
  const total = Number(response.headers.get('content-length')) || null;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    const reader = response.body?.getReader();
    if (reader === undefined) return ok(new File([await response.blob()], name));
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      bytes += value.byteLength;
      onBytes(bytes, total);
    }
  } catch {
    if (signal.aborted) return fail('cancelled', t.fetch.cancelled, '', name);
    return fail('fetch-cut', t.fetch.cut(url.host), t.fetch.offlineTip, name);
  }
  return ok(new File(parts, name));
}
