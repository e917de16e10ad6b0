/** What a site may lack: each is something that a person would miss, not an interface of the browser. */
export type Ability = 'offline' | 'install' | 'promise' | 'tabs' | 'paste' | 'share' | 'video';

/**
 * What this browser does not give at this address. Over plain http it gives none of them (they are for secure contexts), elsewhere
 * a browser may lack some. The site works without any: whoever needs one asks for it where it is used, and has another way.
 */
export function missingAbilities(scope: typeof globalThis = globalThis): Ability[] {
  // The types say that all of it is there.
  const navigator: Partial<Navigator> = scope.navigator ?? {};
  const has: Record<Ability, boolean> = {
    offline: navigator.serviceWorker !== undefined && 'caches' in scope,
    install: navigator.serviceWorker !== undefined && scope.isSecureContext,
    promise: navigator.storage?.persist !== undefined,
    tabs: navigator.locks !== undefined,
    paste: navigator.clipboard?.readText !== undefined,
    share: navigator.share !== undefined,
    video: 'VideoEncoder' in scope,
  };
  return (Object.keys(has) as Ability[]).filter((ability) => !has[ability]);
}
