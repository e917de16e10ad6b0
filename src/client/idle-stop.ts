/** Workers that have had nothing to do for so long are stopped; their caches go with them. */
const IDLE_STOP = 60_000;

interface Stoppable {
  readonly busy: boolean;
  stop(why: string): void;
}

/** Stops workers that idle. Call `awake` when something begins and when it ends. */
export function idleStop(hosts: readonly Stoppable[]): { awake(): void; close(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let last = 0;
  // Called twice a raster: a timer is set anew only when it has come.
  const awake = () => {
    last = Date.now();
    if (!closed) timer ??= setTimeout(rest, IDLE_STOP);
  };
  const rest = () => {
    timer = undefined;
    if (hosts.some((host) => host.busy)) return awake();
    const left = last + IDLE_STOP - Date.now();
    if (left > 0) timer = setTimeout(rest, left);
    else for (const host of hosts) host.stop('idle');
  };
  return {
    awake,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
