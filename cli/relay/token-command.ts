/** `token`: lets somebody write to a server, or watch all of it. */
import type { Io } from '../io';

export const usage = 'token --server ID [--watch] [--days N] [--data DIR]';

export async function token(_args: readonly string[], _io: Io): Promise<number> {
  return 0;
}
