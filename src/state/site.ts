import { computed, signal } from '@preact/signals';
import { type Ability, missingAbilities } from '../client/abilities';
import { type Installing, watchInstalling } from '../client/installing';

export type { Ability, Installing };

const KEY = 'factoscope-install';

/** The site as an app of this device: whether it is installed, works without a network, and has a newer version. */
export function createSite() {
  const installing = signal<Installing>('no');
  const offline = signal(false);
  /** Takes the newer version that waits; null: there is none. */
  const update = signal<(() => void) | null>(null);
  const declined = signal(wasDeclined());

  const install = watchInstalling((now) => {
    installing.value = now;
  });

  /** Asked once. Whoever wants it later finds it in the help. */
  function decline() {
    declined.value = true;
    try {
      localStorage.setItem(KEY, 'no');
    } catch {
      // Storage may be forbidden; the answer then lasts for this visit.
    }
  }

  return {
    secure: isSecureContext,
    missing: missingAbilities(),
    installing,
    /** To be shown without being asked for. */
    offersInstall: computed(() => installing.value === 'offered' && !declined.value),
    offline,
    update,
    install,
    decline,
  };
}

export type Site = ReturnType<typeof createSite>;

function wasDeclined(): boolean {
  try {
    return localStorage.getItem(KEY) === 'no';
  } catch {
    return false;
  }
}
