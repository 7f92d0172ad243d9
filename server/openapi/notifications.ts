import { z } from "zod";
import { NotificationsQuery, ReadInput, RecipientInput, RecipientsQuery } from "../notifications/inputs.ts";
import { TownQuotaQuery } from "../quota/inputs.ts";
import { idPath, instant, list, month, reads, slugPath, whole, writes } from "./words.ts";

const Notification = z
  .object({ id: whole, kind: z.string(), sentences: z.array(z.string()), url: z.string(), createdAt: instant, readAt: instant.nullable() })
  .meta({ id: "Notification", description: "`sentences` in the reader's language; the first says what it is about." });
const Recipient = z.object({ id: whole, name: z.string(), email: z.string(), locale: z.string().nullable(), createdAt: instant });
const Delivery = z.object({
  id: whole,
  subject: z.string(),
  for: z.string().nullable(),
  state: z.enum(["waiting", "failed"]),
  createdAt: instant,
  attempts: whole,
  nextAt: instant.nullable(),
  error: z.string().nullable(),
});

/** What one is told, here and by e-mail. */
export const notificationPaths = {
  "/notifications": {
    get: reads("One's notices, newest first", list(Notification).extend({ unread: whole }), { requestParams: { query: NotificationsQuery } }),
  },
  "/notifications/read": { put: writes("Mark them as read, up to one of them or all", "204", null, ReadInput) },
  "/recipients": {
    get: reads("Who else gets a town's notices by e-mail (its association, administrators)", list(Recipient), {
      requestParams: { query: RecipientsQuery },
    }),
    post: writes("Name one more", "201", z.object({ id: whole }), RecipientInput, { query: RecipientsQuery }),
  },
  "/recipients/{id}": { delete: writes("Remove one", "204", null, null, idPath) },
  "/deliveries": {
    get: reads("Mails that wait or were given up (administrators)", list(Delivery), {
      requestParams: { query: z.object({ cursor: z.string().optional() }) },
    }),
  },
  "/deliveries/{id}/retry": { post: writes("Try a mail again now", "204", null, null, idPath) },
  "/quota/{slug}/reminders": {
    get: reads("What a town was reminded of, newest first (its association, administrators)", list(z.object({ month, stage: z.string(), sentAt: instant })), {
      requestParams: { ...slugPath, query: TownQuotaQuery },
    }),
  },
};
