/** `forward`: a log on the game's machine, sent to a relay elsewhere; what is not there yet waits on the disk. */
import type { Io } from '../io';

export const usage = 'forward --log FILE --to wss://HOST/forward/SERVER --token TOKEN [--data DIR]';

export async function forward(_args: readonly string[], _io: Io): Promise<number> {
  return 0;
}
