import { z } from "zod";
import { MailInput } from "../accounts/inputs.ts";
import { listOf, numbered, whole } from "../core/output-fields.ts";
import { apiRouter } from "../http/api-router.ts";
import { spend } from "../http/limits.ts";
import { wordsOf } from "../http/words.ts";
import { deliveriesPage } from "./deliveries-page.ts";
import { NotificationsQuery, ReadInput, RecipientInput, RecipientsQuery } from "./inputs.ts";
import { changeMailSettings, mailSettingsOf } from "./mail-address.ts";
import { notificationsPage } from "./notifications-page.ts";
import { DeliveryJson, MailSettingsJson, NotificationJson, RecipientJson } from "./outputs.ts";
import { readAll } from "./reading.ts";
import { addRecipient, recipientsOf, removeRecipient } from "./recipients.ts";
import { retryDelivery } from "./retry-delivery.ts";

/** Notices, further recipients and undelivered mails. */
export const notificationsApi = apiRouter();

notificationsApi.get("/notifications", {
  summary: "One's notices, newest first",
  query: NotificationsQuery,
  answers: { 200: listOf(NotificationJson).extend({ unread: whole }) },
  handle: async (req, { query }) => {
    const { notifications, unread, nextCursor } = await notificationsPage(req.actor, wordsOf(req), query);
    return { items: notifications.map(({ openUrl: _, ...notice }) => notice), nextCursor, unread };
  },
});

notificationsApi.put("/notifications/read", {
  summary: "Mark them as read, up to one of them or all",
  body: ReadInput,
  handle: (req, { body }) => readAll(req.actor, body.upTo),
});

notificationsApi.get("/recipients", {
  summary: "Who else gets a town's notices by e-mail (its association, administrators)",
  query: RecipientsQuery,
  answers: { 200: listOf(RecipientJson) },
  handle: async (req, { query }) => {
    const { recipients } = await recipientsOf(req.actor, query.town);
    return { items: recipients, nextCursor: null };
  },
});

notificationsApi.post("/recipients", {
  summary: "Name one more",
  query: RecipientsQuery,
  body: RecipientInput,
  answers: { 201: numbered },
  handle: (req, { query, body }) => addRecipient(req.actor, query.town, body),
});

notificationsApi.delete("/recipients/:id", {
  summary: "Remove one",
  handle: (req, { id }) => removeRecipient(req.actor, id),
});

notificationsApi.get("/deliveries", {
  summary: "Mails that wait or were given up (administrators)",
  query: z.object({ cursor: z.string().optional() }),
  answers: { 200: listOf(DeliveryJson) },
  handle: async (req, { query }) => {
    const { deliveries, nextCursor } = await deliveriesPage(req.actor, wordsOf(req), query.cursor);
    return { items: deliveries, nextCursor };
  },
});

notificationsApi.post("/deliveries/:id/retry", {
  summary: "Try a mail again now",
  handle: (req, { id }) => retryDelivery(req.actor, id),
});

notificationsApi.get("/account/mail", {
  summary: "Where one's notices go by e-mail",
  answers: { 200: MailSettingsJson },
  handle: (req) => mailSettingsOf(req.actor),
});

notificationsApi.put("/account/mail", {
  summary: "Change it; a new address holds once the link that is sent to it was opened",
  body: MailInput,
  answers: { 200: MailSettingsJson.extend({ confirming: z.boolean() }) },
  handle: async (req, { body }) => {
    await spend("mail", `account:${req.actor.id}`);
    const { confirming } = await changeMailSettings(req.actor, body);
    return { ...(await mailSettingsOf(req.actor)), confirming };
  },
});
