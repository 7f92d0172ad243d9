import { z } from "zod";
import { identifier, lines, whole } from "../../core/text-fields.ts";

/** How many steps an office can have. Source: domain.md, "Feedback, exactly": sign-off inside the office, configurable, none by default. */
export const MOST_SIGN_OFF_STEPS = 3;

const threadId = identifier;
/** The version of the answer that the signer read: nobody signs what somebody changed meanwhile. */
const draftVersion = whole(1, 2_000_000_000);

/** `body` is the text as it is to be published, where the signer changed it. */
export const SignInput = z.object({ threadId, draftVersion, body: lines({ max: 20_000 }).optional() });
export const SendBackInput = z.object({ threadId, draftVersion, reason: lines({ max: 1000 }) });

export const SignersInput = z.object({
  signers: z
    .array(z.object({ username: z.string().max(64, "unknownAccount"), step: z.number().int().min(1).max(MOST_SIGN_OFF_STEPS) }))
    .max(100, "wrongType")
    .refine((signers) => new Set(signers.map(({ username }) => username)).size === signers.length, "signerTwice"), // four eyes: nobody is two of them
});

export type SignInput = z.infer<typeof SignInput>;
export type SendBackInput = z.infer<typeof SendBackInput>;
export type SignersInput = z.infer<typeof SignersInput>;
