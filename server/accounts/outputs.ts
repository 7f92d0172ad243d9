import { z } from "zod";
import { ROLES } from "../access/actor.ts";

/** Who wrote something. */
export const AuthorJson = z.object({ username: z.string(), displayName: z.string(), role: z.enum(ROLES) }).meta({ id: "Author" });
