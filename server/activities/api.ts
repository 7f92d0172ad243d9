import { z } from "zod";
import { NotFound } from "../core/problems.ts";
import { apiRouter } from "../http/api-router.ts";
import { readThread } from "../threads/thread-facts.ts";
import { activityJson } from "./activity-of.ts";
import { cancelActivity, holdActivity } from "./course.ts";
import { editActivity } from "./details.ts";
import { BookingInput, CancelActivityInput, EditActivityInput } from "./inputs.ts";
import { ActivityJson, OwnSignUpJson, SignUpListJson } from "./outputs.ts";
import { ownSignUp, signUpList } from "./sign-up-list.ts";
import { signUp, withdraw } from "./sign-ups.ts";

/** Where and when an activity takes place, and who comes. */
export const activitiesApi = apiRouter();

const PRIVATE = { "cache-control": "private, no-store" };

activitiesApi.get("/threads/:id/activity", {
  summary: "Where and when an activity takes place",
  answers: { 200: z.object({ activity: ActivityJson.nullable() }) },
  handle: async (req, { id }) => {
    const thread = await readThread(req.actor, id);
    return { activity: await activityJson(thread.id) };
  },
});

activitiesApi.put("/threads/:id/activity", {
  summary: "Say or change it (its association, moderators)",
  body: EditActivityInput,
  answers: { 200: z.object({ activity: ActivityJson }) },
  handle: async (req, { id, body }) => changed(await editActivity(req.actor, id, body)),
});

activitiesApi.post("/threads/:id/activity/cancellation", {
  summary: "Call it off",
  body: CancelActivityInput,
  answers: { 200: z.object({ activity: ActivityJson }) },
  handle: async (req, { id, body }) => changed(await cancelActivity(req.actor, id, body.reason)),
});

activitiesApi.post("/threads/:id/activity/held", {
  summary: "Say that it took place",
  answers: { 200: z.object({ activity: ActivityJson }) },
  handle: async (req, { id }) => changed(await holdActivity(req.actor, id)),
});

activitiesApi.get("/threads/:id/sign-ups", {
  summary: "Who has signed up (its association, administrators)",
  answers: { 200: SignUpListJson },
  headers: PRIVATE,
  handle: async (req, { id }) => (await signUpList(req.actor, id)).list,
});

activitiesApi.get("/threads/:id/sign-up", {
  summary: "One's own sign-up",
  answers: { 200: z.object({ signUp: OwnSignUpJson.nullable() }) },
  headers: PRIVATE,
  handle: async (req, { id }) => {
    const thread = await readThread(req.actor, id);
    return { signUp: await ownSignUp(req.actor, thread.id) };
  },
});

activitiesApi.put("/threads/:id/sign-up", {
  summary: "Take places, or wait for them; or change it",
  body: BookingInput,
  answers: { 200: z.object({ signUp: OwnSignUpJson }) },
  handle: async (req, { id, body }) => {
    await signUp(req.actor, id, body);
    return { signUp: found(await ownSignUp(req.actor, id)) };
  },
});

activitiesApi.delete("/threads/:id/sign-up", {
  summary: "Give them back",
  handle: (req, { id }) => withdraw(req.actor, id),
});

const changed = async ({ id }: { id: number }) => ({ activity: found(await activityJson(id)) });

/** Somebody else may have been faster. */
function found<T>(row: T | null): T {
  if (row === null) throw new NotFound();
  return row;
}
