import { z } from "zod";
import { TOWN_STATUSES } from "../quota/counting/standing.ts";
import { list, month, reads, slugPath, whole } from "./words.ts";

const TownView = z
  .object({
    slug: z.string(),
    name: z.string(),
    threadCount: whole,
    quota: z.object({ month, credited: whole, target: whole, status: z.enum(TOWN_STATUSES) }),
  })
  .meta({ id: "Town" });

/** The towns and their boards. */
export const townPaths = {
  "/towns": {
    get: reads("Every town with its month", list(TownView)),
  },
  "/towns/{slug}": {
    get: reads("One town", TownView, { requestParams: slugPath }),
  },
};
