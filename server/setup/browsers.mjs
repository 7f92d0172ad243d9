import { readFileSync } from "node:fs";

/** The oldest browsers for which the site is built, as ["chrome 86", …]. */
export const { browserslist } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
