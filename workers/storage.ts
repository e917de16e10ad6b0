/** Bytes used and allowed, as the browser says; zeros where it says nothing. Not exact, by the browsers' own will. */
export async function storage(): Promise<{ used: number; quota: number; persisted: boolean }> {
  const manager: StorageManager | undefined = navigator.storage;
  const [estimate, persisted] = await Promise.all([
    manager?.estimate?.().catch(() => undefined),
    manager?.persisted?.().catch(() => false),
  ]);
  return { used: estimate?.usage ?? 0, quota: estimate?.quota ?? 0, persisted: persisted ?? false };
}

/** Bytes that what is only kept to save a fetch may take: worlds come first. */
export async function roomForKept(): Promise<number> {
  const { quota } = await storage();
  return quota > 0 ? Math.min(256 * 1024 * 1024, Math.floor(quota / 10)) : 64 * 1024 * 1024;
}
