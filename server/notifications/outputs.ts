import { z } from "zod";
import { instant, whole } from "../core/output-fields.ts";

export const NotificationJson = z
  .object({ id: whole, kind: z.string(), sentences: z.array(z.string()), url: z.string(), createdAt: instant, readAt: instant.nullable() })
  .meta({ id: "Notification", description: "`sentences` in the reader's language; the first says what it is about." });
export type NotificationItem = z.infer<typeof NotificationJson>;

/** Where the account's notices go besides the page. */
export const MailSettingsJson = z.object({ email: z.string().nullable(), mailNotices: z.boolean() });
export type MailSettings = z.infer<typeof MailSettingsJson>;

/** Somebody else who gets a town's notices by e-mail. */
export const RecipientJson = z.object({ id: whole, name: z.string(), email: z.string(), locale: z.string().nullable(), createdAt: instant });
export type RecipientView = z.infer<typeof RecipientJson>;

/** A mail that is not delivered. Whose it is, but not the address: that is nobody else's. */
export const DeliveryJson = z.object({
  id: whole,
  subject: z.string(),
  /** The account's or recipient's name; null where there is neither any more. */
  for: z.string().nullable(),
  state: z.enum(["waiting", "failed"]),
  createdAt: instant,
  attempts: whole,
  /** When it is tried again; null when it was given up. */
  nextAt: instant.nullable(),
  error: z.string().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryJson>;
