import type { w } from '../../../texts/items';

export type System = keyof typeof w.empty.command;

/** The system of whoever asks, as far as the browser tells: which commands and folders stand there first. */
export function guessSystem(): System {
  const { userAgent } = navigator;
  return /Windows/.test(userAgent) ? 'windows' : /Mac OS|iPhone|iPad/.test(userAgent) ? 'mac' : 'linux';
}
