import { Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { wordsOf } from "../http/words.ts";
import { guarded } from "../http/writes.ts";
import { deliveriesPage } from "./deliveries-page.ts";
import { NotificationsQuery, ReadInput, RecipientInput, RecipientsQuery } from "./inputs.ts";
import { notificationsPage } from "./notifications-page.ts";
import { readAll } from "./reading.ts";
import { addRecipient, recipientsOf, removeRecipient } from "./recipients.ts";
import { retryDelivery } from "./retry-delivery.ts";

/** Notices, further recipients and undelivered mails as JSON. */
export function notificationsApi(): Router {
  const api = Router();

  api.get("/notifications", async (req, res) => {
    const { notifications, unread, nextCursor } = await notificationsPage(req.actor, wordsOf(req), NotificationsQuery.parse(req.query));
    res.json({ items: notifications.map(({ openUrl: _, ...notice }) => notice), nextCursor, unread });
  });
  api.put("/notifications/read", ...guarded(), async (req, res) => {
    await readAll(req.actor, ReadInput.parse(req.body ?? {}).upTo);
    res.status(204).end();
  });

  api.get("/recipients", async (req, res) => {
    const { recipients } = await recipientsOf(req.actor, RecipientsQuery.parse(req.query).town);
    res.json({ items: recipients, nextCursor: null });
  });
  api.post("/recipients", ...guarded(), async (req, res) => {
    res.status(201).json(await addRecipient(req.actor, RecipientsQuery.parse(req.query).town, RecipientInput.parse(req.body)));
  });
  api.delete("/recipients/:id", ...guarded(), async (req, res) => {
    await removeRecipient(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  api.get("/deliveries", async (req, res) => {
    const { deliveries, nextCursor } = await deliveriesPage(req.actor, wordsOf(req), NotificationsQuery.parse(req.query).cursor);
    res.json({ items: deliveries, nextCursor });
  });
  api.post("/deliveries/:id/retry", ...guarded(), async (req, res) => {
    await retryDelivery(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  return api;
}
