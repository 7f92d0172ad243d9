import { z } from "zod";
import { line, lines } from "../../core/text-fields.ts";

/** Longer than a thread's text: a city of many towns lists them all. */
export const BULLETIN_LIMITS = { title: 100, body: 60_000 };

const version = z.coerce.number("wrongType").int("wrongType").min(0, "wrongType");

/** `version`: of the text that was edited; 0 where none was saved yet. */
export const BulletinInput = z.object({ title: line({ max: BULLETIN_LIMITS.title }), body: lines({ max: BULLETIN_LIMITS.body }), version });
export type BulletinInput = z.infer<typeof BulletinInput>;

export const PublicationInput = z.object({ town: z.string("unknownTown").min(1, "required"), version });
export type PublicationInput = z.infer<typeof PublicationInput>;
