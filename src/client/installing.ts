/** Chromium's question whether to install, kept to be asked when the person wants it: https://wicg.github.io/manifest-incubations/ */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/**
 * `no`: the browser offers nothing. `offered`: it can be asked. `by-hand`: only the person can do it (iPhone, iPad).
 * `installed`: it runs in a window of its own, or has just been installed.
 */
export type Installing = 'no' | 'offered' | 'by-hand' | 'installed';

/** Tells how the site can be installed, now and whenever that changes; answers how to ask the browser for it. */
export function watchInstalling(tell: (now: Installing) => void): () => Promise<void> {
  let kept: InstallPrompt | null = null;
  tell(inOwnWindow() ? 'installed' : isTouchSafari() ? 'by-hand' : 'no');
  addEventListener('beforeinstallprompt', (event) => {
    // Else the browser shows its own bar over the page, at a moment of its own choice.
    event.preventDefault();
    kept = event as InstallPrompt;
    tell('offered');
  });
  addEventListener('appinstalled', () => {
    kept = null;
    tell('installed');
  });
  return async () => {
    const asked = kept;
    // It may be asked once; if the person does not want it now, the browser brings another later.
    kept = null;
    if (asked === null) return;
    tell('no');
    try {
      await asked.prompt();
      if ((await asked.userChoice).outcome === 'accepted') tell('installed');
    } catch {
      // It was asked before, or without a press. The browser's own menu remains.
    }
  };
}

const inOwnWindow = () => matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;

/** Only Safari on iPhone and iPad knows the word at all. */
const isTouchSafari = () => (navigator as { standalone?: boolean }).standalone === false;
