import { z } from "zod";
import { instant, whole } from "../core/output-fields.ts";

/** Where and when the activity of a thread takes place, as lists show it. */
export const ActivityLineJson = z.object({
  startsAt: instant,
  endsAt: instant.nullable(),
  place: z.string(),
  state: z.enum(["planned", "held", "cancelled", "moved"]),
  capacity: whole.nullable(),
  taken: whole,
});
export type ActivityLine = z.infer<typeof ActivityLineJson>;
