/** How often it is looked whether anybody still waits, ms. */
const LOOK_EVERY = 100;
let tickets = 0;

const isStopped = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'stopped';

/**
 * Long work of a worker that is told when its last asker has left. Who asks for the same while it ends gets it from the beginning.
 */
export async function stoppable<T>(
  work: (ticket: number) => Promise<T>,
  stop: (ticket: number) => Promise<void>,
  wanted: () => boolean,
): Promise<T> {
  for (;;) {
    const ticket = ++tickets;
    const timer = setInterval(() => {
      if (wanted()) return;
      clearInterval(timer);
      stop(ticket).catch(() => {});
    }, LOOK_EVERY);
    try {
      return await work(ticket);
    } catch (error) {
      if (!isStopped(error) || !wanted()) throw error;
    } finally {
      clearInterval(timer);
    }
  }
}
