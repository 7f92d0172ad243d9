import { z } from "zod";
import { BookingInput, CancelActivityInput, EditActivityInput } from "../activities/inputs.ts";
import { idPath, instant, reads, whole, writes } from "./words.ts";

export const ActivityLine = z.object({
  startsAt: instant,
  endsAt: instant.nullable(),
  place: z.string(),
  state: z.enum(["planned", "held", "cancelled", "moved"]),
  capacity: whole.nullable(),
  taken: whole,
});
export const Activity = ActivityLine.extend({
  contact: z.string(),
  campaignDay: z.string().nullable(),
  stateNote: z.string().nullable(),
  movedFrom: instant.nullable(),
  headCount: whole.nullable(),
}).meta({ id: "Activity", description: "`capacity` null: no booking; `taken` are the people who have a place." });
const SignUp = z.object({ name: z.string(), phone: z.string(), people: whole, state: z.enum(["confirmed", "waiting"]) });
const OwnSignUp = SignUp.extend({ before: whole.nullable() }).meta({
  id: "SignUp",
  description: "`before`: how many stand before this one on the waiting list.",
});

/** Where and when an activity takes place, and who comes. */
export const activityPaths = {
  "/threads/{id}/activity": {
    get: reads("Where and when an activity takes place", z.object({ activity: Activity.nullable() }), { requestParams: idPath }),
    put: writes("Say or change it (its association, moderators)", "200", z.object({ activity: Activity }), EditActivityInput, idPath),
  },
  "/threads/{id}/activity/cancellation": { post: writes("Call it off", "200", z.object({ activity: Activity }), CancelActivityInput, idPath) },
  "/threads/{id}/activity/held": { post: writes("Say that it took place", "200", z.object({ activity: Activity }), null, idPath) },
  "/threads/{id}/sign-ups": {
    get: reads(
      "Who has signed up (its association, administrators)",
      z.object({ items: z.array(SignUp.extend({ createdAt: instant })), taken: whole, waiting: whole }),
      { requestParams: idPath },
    ),
  },
  "/threads/{id}/sign-up": {
    get: reads("One's own sign-up", z.object({ signUp: OwnSignUp.nullable() }), { requestParams: idPath }),
    put: writes("Take places, or wait for them; or change it", "200", z.object({ signUp: OwnSignUp }), BookingInput, idPath),
    delete: writes("Give them back", "204", null, null, idPath),
  },
};
