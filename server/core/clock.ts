let read: () => Date = () => new Date();

/** The present instant. Acts ask here, rules are handed it: no rule reads a clock. */
export const now = (): Date => read();

/** Puts another clock in its place (tests, the demo's loading). @returns the function that puts the real one back */
export function setClock(clock: () => Date): () => void {
  read = clock;
  return () => {
    read = () => new Date();
  };
}
