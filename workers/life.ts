/** Holds a lock as long as this worker lives, so that the page learns of its end (worker-api/life.ts). */
export async function alive(): Promise<string | null> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return null;
  const name = `factoscope-life-${crypto.randomUUID()}`;
  await new Promise<void>((held, failed) => {
    locks
      .request(name, () => {
        held();
        return new Promise(() => {});
      })
      .catch(failed);
  });
  return name;
}
