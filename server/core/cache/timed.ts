import { now } from "../clock.ts";
import { generation } from "../commits.ts";

/** What another process changes is seen after this time at the latest; our own changes at once. */
const AT_MOST_MS = 1_000;

/** Something small that nearly every request asks for (settings, policies, the calendar): read once a second, not once a request. */
export class TimedCache<T> {
  #kept: { at: number; of: number; value: Promise<T> } | null = null;

  constructor(private readonly read: () => Promise<T>) {}

  get(): Promise<T> {
    const at = now().getTime();
    if (this.#kept?.of === generation() && Math.abs(at - this.#kept.at) < AT_MOST_MS) return this.#kept.value;
    const value = this.read();
    this.#kept = { at, of: generation(), value };
    value.catch(() => this.forget());
    return value;
  }

  /** It was changed here: the next reader asks again. */
  forget(): void {
    this.#kept = null;
  }
}
