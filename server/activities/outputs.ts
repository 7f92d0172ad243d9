import { z } from "zod";
import { instant, whole } from "../core/output-fields.ts";
import { ActivityLineJson } from "../threads/outputs.ts";

export const ActivityJson = ActivityLineJson.extend({
  contact: z.string(),
  campaignDay: z.string().nullable(),
  stateNote: z.string().nullable(),
  movedFrom: instant.nullable(),
  headCount: whole.nullable(),
}).meta({ id: "Activity", description: "`capacity` null: no booking; `taken` are the people who have a place." });
export type ActivityJson = z.infer<typeof ActivityJson>;

const signUp = z.object({ name: z.string(), phone: z.string(), people: whole, state: z.enum(["confirmed", "waiting"]) });

export const SignUpListJson = z.object({
  items: z.array(signUp.extend({ createdAt: instant })),
  taken: whole,
  waiting: whole,
});
export type SignUpList = z.infer<typeof SignUpListJson>;

export const OwnSignUpJson = signUp
  .extend({ before: whole.nullable() })
  .meta({ id: "SignUp", description: "`before`: how many stand before this one on the waiting list." });
export type OwnSignUp = z.infer<typeof OwnSignUpJson>;
