import { afterEach } from "vitest";
import { setClock } from "../server/core/clock.ts";

/** The site's clock in the hand of a test file, and running again after each test. @returns sets it to an instant */
export function useClock(): (iso: string) => void {
  let restore = () => {};
  afterEach(() => restore());
  return (iso) => {
    restore = setClock(() => new Date(iso));
  };
}
