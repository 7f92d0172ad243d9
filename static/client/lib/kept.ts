/** A browser's storage, which may be full or forbidden: then nothing is kept. */
export const kept = (storage: () => Storage) => ({
  get: (key: string): string | null => attempt(() => storage().getItem(key)),
  set: (key: string, value: string) => attempt(() => storage().setItem(key, value)),
  remove: (key: string) => attempt(() => storage().removeItem(key)),
  keys: (): string[] => attempt(() => Object.keys(storage())) ?? [],
});

export const onDevice = kept(() => localStorage);
export const inTab = kept(() => sessionStorage);

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
