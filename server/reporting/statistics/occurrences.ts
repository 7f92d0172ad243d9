import { Prisma } from "../../data/client.ts";
import { WAITING } from "../../questions/asker/asked-and-shown.ts";

/** A stretch of time and the instant as at which things are told, its last one. */
export interface Stretch {
  from: Date;
  /** Included. */
  until: Date;
}

/** What the figures count, each with the list behind it. */
export const OCCURRENCES = ["received", "answered", "onTime", "open", "overdue", "rated", "reopened", "declined", "withdrawn", "merged"] as const;
export type Occurrence = (typeof OCCURRENCES)[number];

/**
 * The questions and opinions that `what` counts in a stretch, from the timeline, so that a month that is over stays as it stood at its end:
 * "threadId", "office" (who answered; of the rest, the lead office then), "at", and three numbers: "flag" (answered: on time; open: overdue;
 * rated: solved), "mark" (answered: reopened since; rated: said whether it is solved), "value" (answered: working minutes; rated: score).
 * Raw SQL: the same rows are grouped, counted and listed, thousands at a time (docs/decisions/031).
 */
export const occurrences: Record<Occurrence, (stretch: Stretch) => Prisma.Sql> = {
  received: ({ from, until }) => Prisma.sql`
    SELECT f."threadId", ${LEAD} AS "office", f."receivedAt" AS "at", 0 AS "flag", 0 AS "mark", CAST(NULL AS INTEGER) AS "value"
    FROM "Feedback" f JOIN "FeedbackStep" l ON l."id" = ${lastStep(until)}
    WHERE f."receivedAt" >= ${from} AND f."receivedAt" <= ${until}`,
  answered: (stretch) => answersIn(stretch),
  onTime: (stretch) => Prisma.sql`SELECT * FROM (${answersIn(stretch)}) y WHERE y."flag" = 1`,
  reopened: (stretch) => Prisma.sql`SELECT * FROM (${answersIn(stretch)}) y WHERE y."mark" = 1`,
  open: ({ until }) => openAt(until),
  overdue: ({ until }) => Prisma.sql`SELECT * FROM (${openAt(until)}) y WHERE y."flag" = 1`,
  rated: ({ from, until }) => Prisma.sql`
    SELECT s."threadId", a."office", s."at", CASE WHEN a."solved" = 'solved' THEN 1 ELSE 0 END AS "flag",
           CASE WHEN a."solved" IS NULL THEN 0 ELSE 1 END AS "mark", a."score" AS "value"
    FROM "FeedbackStep" s JOIN "OfficialAnswer" a ON a."threadId" = s."threadId" AND a."ratedAt" = s."at"
    WHERE s."event" = 'rated' AND s."at" >= ${from} AND s."at" <= ${until}`,
  declined: (stretch) => endedIn(stretch, "declined"),
  withdrawn: (stretch) => endedIn(stretch, "withdrawn"),
  merged: (stretch) => endedIn(stretch, "merged"),
};

/** What came in, without asking who was responsible: for sums over all offices, where looking that up for each would cost the most. */
export const arrivalsIn = ({ from, until }: Stretch): Prisma.Sql =>
  Prisma.sql`SELECT f."threadId", 0 AS "flag" FROM "Feedback" f WHERE f."receivedAt" >= ${from} AND f."receivedAt" <= ${until}`;

/** Who is responsible after step `l`: what an office gave back is nobody's, though the step names the office. */
const LEAD = Prisma.sql`CASE WHEN l."event" = 'returned' THEN NULL ELSE l."office" END`;

/** Final answers given; one from before the workflow has neither its working time nor an answer of its own. */
const answersIn = ({ from, until }: Stretch): Prisma.Sql => Prisma.sql`
    SELECT s."threadId", s."office", s."at", CASE WHEN COALESCE(a."onTime", s."at" < f."dueAt") THEN 1 ELSE 0 END AS "flag",
           CASE WHEN EXISTS (SELECT 1 FROM "FeedbackStep" r WHERE r."threadId" = s."threadId" AND r."id" > s."id" AND r."event" = 'reopened' AND r."at" <= ${until})
                THEN 1 ELSE 0 END AS "mark",
           a."workingMinutes" AS "value"
    FROM "FeedbackStep" s JOIN "Feedback" f ON f."threadId" = s."threadId"
         LEFT JOIN "OfficialAnswer" a ON a."threadId" = s."threadId" AND a."answeredAt" = s."at"
    WHERE s."event" = 'answered' AND s."at" >= ${from} AND s."at" <= ${until}`;

/** What waited for an office then: its last step left it waiting. The first conditions only keep most of what ended before out. */
const openAt = (at: Date): Prisma.Sql => Prisma.sql`
    SELECT f."threadId", ${LEAD} AS "office", f."receivedAt" AS "at",
           CASE WHEN COALESCE(l."dueAt", f."dueAt") <= ${at} THEN 1 ELSE 0 END AS "flag", 0 AS "mark", CAST(NULL AS INTEGER) AS "value"
    FROM "Feedback" f JOIN "FeedbackStep" l ON l."id" = ${lastStep(at)}
    WHERE f."receivedAt" <= ${at} AND (${WAITING} OR f."answeredAt" > ${at} OR f."closedAt" > ${at})
      AND l."event" IN ('received', 'assigned', 'handedOver', 'returned', 'assisted', 'marked', 'extended', 'reopened', 'reminded', 'recounted')`;

const endedIn = ({ from, until }: Stretch, event: "declined" | "withdrawn" | "merged"): Prisma.Sql => Prisma.sql`
    SELECT s."threadId", s."office", s."at", 0 AS "flag", 0 AS "mark", CAST(NULL AS INTEGER) AS "value"
    FROM "FeedbackStep" s WHERE s."event" = ${event} AND s."at" >= ${from} AND s."at" <= ${until}`;

/** The last step of question `f` by then that tells how it stands; a word on the way changes nothing and may be of an office that assists. */
const lastStep = (by: Date): Prisma.Sql => Prisma.sql`(
      SELECT x."id" FROM "FeedbackStep" x WHERE x."threadId" = f."threadId" AND x."at" <= ${by} AND x."event" <> 'progress' ORDER BY x."id" DESC LIMIT 1)`;
