import { now } from "../core/clock.ts";

/** How long a page that shows many things may lag behind what another process did. */
const AT_MOST_MS = 1_000;

/**
 * The version of pages that show many threads at once (home, boards, quota): raised by everything that happens here, and by
 * every second. Such a page is made at most once a second or once a change, however many people ask for it.
 */
export class SiteVersion {
  #count = 0;

  raise(): void {
    this.#count++;
  }

  get version(): string {
    return `${this.#count}.${Math.floor(now().getTime() / AT_MOST_MS)}`;
  }
}
