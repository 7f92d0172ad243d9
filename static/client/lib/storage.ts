/** A browser's storage, which may be full or forbidden: then nothing is kept. */
export const storage = (area: () => Storage) => ({
  get: (key: string): string | null => attempt(() => area().getItem(key)),
  set: (key: string, value: string) => attempt(() => area().setItem(key, value)),
  remove: (key: string) => attempt(() => area().removeItem(key)),
  keys: (): string[] => attempt(() => Object.keys(area())) ?? [],
});

export const onDevice = storage(() => localStorage);
export const inTab = storage(() => sessionStorage);

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
