import { config } from "../core/config.ts";

/** How many live connections one account, or one address for those without, has at once: many tabs and colleagues behind one router, no flood. */
const MOST = { account: 50, address: 500 };

/** Whom a connection is counted for. */
export type Counted = `${keyof typeof MOST}:${string}`;

/** Counts the open connections of each. */
export class Connections {
  readonly #open = new Map<Counted, number>();

  /** Whether this one may not open another. */
  isFull(key: Counted): boolean {
    const most = key.startsWith("account:") ? MOST.account : MOST.address;
    return config().rateLimits && (this.#open.get(key) ?? 0) >= most;
  }

  /** Counts one more. @returns what ends it */
  begin(key: Counted): () => void {
    this.#open.set(key, (this.#open.get(key) ?? 0) + 1);
    return () => {
      const left = (this.#open.get(key) ?? 1) - 1;
      if (left > 0) this.#open.set(key, left);
      else this.#open.delete(key);
    };
  }
}
