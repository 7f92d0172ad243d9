import { Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import type { Pages } from "../http/pages.ts";
import { wordsOf } from "../http/words.ts";
import { guarded } from "../http/writes.ts";
import { deliveriesPage } from "./deliveries-page.ts";
import { NotificationsQuery } from "./inputs.ts";
import { retryDelivery } from "./retry-delivery.ts";

/** What the mail server has not taken, for administrators. */
export function deliveryPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/mail", async (req, res) => {
    const { deliveries, pager } = await deliveriesPage(req.actor, wordsOf(req), NotificationsQuery.parse(req.query).cursor);
    const rows = deliveries.map((each) => ({ ...each, retryUrl: url(`/admin/mail/${each.id}/retry`) }));
    await pages.show(req, res, "notifications/deliveries", { title: req.t("deliveries.title") }, { deliveries: rows, pager });
  });
  router.post("/admin/mail/:id/retry", ...guarded(), async (req, res) => {
    await retryDelivery(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.mailRetried" };
    res.redirect(303, url("/admin/mail"));
  });

  return router;
}
