import { publishedThreads } from "../../access/visible-threads.ts";
import { ASKING, OPEN_STATES } from "../../core/kinds.ts";
import { Prisma } from "../../data/client.ts";

/** Literals, because PostgreSQL compares its enum types with them and not with text parameters, and finds its indexes by them. */
const oneOf = (values: readonly string[]): Prisma.Sql => Prisma.raw(`IN (${values.map((value) => `'${value}'`).join(", ")})`);

/**
 * Thread `t` is a question or opinion and may be shown: what was removed, or became another kind of thread, waits for nobody and is in no
 * list, no figure and no reminder, though its "Feedback" row stays. Raw SQL: every query of several questions joins it.
 */
export const SHOWN = Prisma.sql`${publishedThreads.sql} AND t."kind" ${oneOf(ASKING)}`;

/** Question `f` waits for an office. */
export const WAITING = Prisma.sql`f."state" ${oneOf(OPEN_STATES)}`;
