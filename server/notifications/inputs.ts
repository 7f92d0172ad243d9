import { z } from "zod";
import { LOCALES } from "../core/config.ts";
import { cursorInput, limitInput } from "../core/paging.ts";
import { identifier, line, mailAddress } from "../core/text-fields.ts";

export const NotificationsQuery = z.object({ cursor: cursorInput, limit: limitInput });
export const ReadInput = z.object({ upTo: identifier.optional() });
export const RecipientsQuery = z.object({ town: z.string("wrongType").max(64, "unknownTown").optional() });
export const RecipientInput = z.object({ email: mailAddress(), name: line({ max: 40 }), locale: z.enum(LOCALES, "wrongType") });
export type RecipientInput = z.infer<typeof RecipientInput>;
