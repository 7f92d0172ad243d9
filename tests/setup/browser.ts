import { findChromium } from "../browser/launch.ts";

/** Unpacks the browser before the workers start, so that no test waits for it. Each worker says it if there is none. */
export default async function setup() {
  await findChromium().catch(() => {});
}
