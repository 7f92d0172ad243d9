import { type Request, type Response, Router } from "express";
import { isMember } from "../access/actor.ts";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { activityRecord, activityView } from "./activity-of.ts";
import { ACTIVITY_LIMITS, BookingInput } from "./inputs.ts";
import { about, done, linkOf } from "./pages.ts";
import { signUpsAsCsv } from "./sign-up-csv.ts";
import { ownSignUp, PHONES_KEPT_DAYS, signUpList } from "./sign-up-list.ts";
import { signUp, withdraw } from "./sign-ups.ts";

/** Booking: the form that asks for places, and the list that the association sees. */
export function bookingPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/sign-up", async (req, res) => {
    if (!isMember(req.actor)) return res.redirect(303, url("/sign-in", { returnTo: req.originalUrl }));
    await showForm(req, res, null);
  });
  router.post(
    "/threads/:id/sign-up",
    ...form(async (req, res) => {
      const id = idIn(req.params.id);
      const { state } = await signUp(req.actor, id, BookingInput.parse(req.body));
      done(req, res, { id }, state === "confirmed" ? "notice.signedUp" : "notice.waiting");
    }, showForm),
  );
  router.post("/threads/:id/sign-up/withdraw", ...guarded(), async (req, res) => {
    done(req, res, await withdraw(req.actor, idIn(req.params.id)), "notice.withdrawn");
  });

  router.get("/threads/:id/sign-ups", async (req, res) => {
    const { thread, list } = await signUpList(req.actor, idIn(req.params.id));
    const record = await activityRecord(thread.id);
    const model = { thread: linkOf(thread), activity: record && activityView(record), list, keptDays: PHONES_KEPT_DAYS };
    await pages.show(req, res, "activities/sign-ups", { title: req.t("booking.list"), scripts: ["print"] }, model);
  });
  router.get("/threads/:id/sign-ups.csv", async (req, res) => {
    const { thread, list } = await signUpList(req.actor, idIn(req.params.id));
    res
      .set({ "cache-control": "private, no-store", "content-disposition": `attachment; filename="sign-ups-${thread.id}.csv"` })
      .type("csv")
      .send(await signUpsAsCsv(list.items, req.t));
  });

  async function showForm(req: Request, res: Response, failed: Form | null) {
    const { thread, model } = await about(req, "signUp");
    const [record, own] = await Promise.all([activityRecord(thread.id), ownSignUp(req.actor, thread.id)]);
    const typed = { name: own?.name ?? req.actor.displayName, phone: own?.phone ?? "", people: String(own?.people ?? 1) };
    const more = {
      activity: record && activityView(record),
      form: failed ?? { values: typed, errors: [] },
      limits: ACTIVITY_LIMITS,
      keptDays: PHONES_KEPT_DAYS,
    };
    await pages.show(req, res, "activities/sign-up", { title: req.t("booking.title"), scripts: ["writing"] }, { ...model, ...more });
  }

  return router;
}
