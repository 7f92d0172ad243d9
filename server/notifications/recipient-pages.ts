import { type Request, type Response, Router } from "express";
import { LOCALES } from "../core/config.ts";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { RecipientInput } from "./inputs.ts";
import { addRecipient, MOST_RECIPIENTS, recipientsOf, removeRecipient } from "./recipients.ts";

/** Who else gets a town's notices by e-mail: an association for its own town, administrators for any (`?town=`). */
export function recipientPages(pages: Pages): Router {
  const router = Router();
  const townIn = (req: Request) => (typeof req.query.town === "string" && req.query.town !== "" ? req.query.town : undefined);
  const back = (req: Request) => url("/me/recipients", { town: townIn(req) });

  router.get("/me/recipients", (req, res) => show(req, res, null));
  router.post(
    "/me/recipients",
    ...form(async (req, res) => {
      await addRecipient(req.actor, townIn(req), RecipientInput.parse(req.body));
      req.session.notice = { key: "notice.recipientAdded" };
      res.redirect(303, back(req));
    }, show),
  );
  router.post("/me/recipients/:id/remove", ...guarded(), async (req, res) => {
    await removeRecipient(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.recipientRemoved" };
    res.redirect(303, back(req));
  });

  async function show(req: Request, res: Response, failed: Form | null) {
    const { town, recipients, isFull } = await recipientsOf(req.actor, townIn(req));
    const removable = recipients.map((each) => ({ ...each, removeUrl: url(`/me/recipients/${each.id}/remove`, { town: townIn(req) }) }));
    const model = { form: failed, town, recipients: removable, isFull, most: MOST_RECIPIENTS, locales: LOCALES, addUrl: back(req), locale: req.locale };
    await pages.show(req, res, "notifications/recipients", { title: req.t("recipients.title", { town: town.name }) }, model);
  }

  return router;
}
