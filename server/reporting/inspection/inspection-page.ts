import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { publishedThreads } from "../../access/visible-threads.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { now } from "../../core/clock.ts";
import { boardUrl, url } from "../../core/urls.ts";
import { db, Prisma } from "../../data/client.ts";
import { daysSince, freshnessOf } from "../../quota/counting/freshness.ts";
import { townFacts } from "../../quota/counting/town-facts.ts";
import { settings } from "../../settings/settings.ts";
import { type Finding, findingsOf, NO_ANSWER_DAYS, SECTION_RULES, type SectionRule, TOWN_RULES, type TownRule, UNANSWERED_DAYS } from "./inspection.ts";

/** One board by the rules of the inspection. */
export interface InspectedLine {
  slug: string;
  name: string;
  url: string;
  waitingUrl: string;
  findings: Record<TownRule, Finding>;
  fails: boolean;
  lastPublishedAt: string | null;
  /** Days since then; null where there was nothing yet. */
  days: number | null;
  unanswered: number;
  lastAnswerAt: string | null;
}

export interface InspectionPage {
  at: string;
  towns: InspectedLine[];
  /** How many boards fail each rule. */
  failed: Record<TownRule, number>;
  townRules: readonly TownRule[];
  /** What the section does as a whole; both are kept by how it is made. */
  sectionRules: { rule: SectionRule; finding: Finding; url: string | null }[];
}

const DAY_MS = 24 * 3600 * 1000;

/** Every board as an inspector would find it now. @throws Forbidden, SignInNeeded */
export async function inspectionPage(actor: Actor): Promise<InspectionPage> {
  allow(actor, "administrateQuota", {});
  const at = now();
  const [towns, limits, messages] = await Promise.all([townFacts(), settings(), messagesByTown(at)]);
  const lines = towns.map(({ id, slug, name, lastPublishedAt }): InspectedLine => {
    const { unanswered, toAnswer, lastAnswerAt } = messages.get(id) ?? NO_MESSAGES;
    const hasNewAnswer = lastAnswerAt !== null && daysSince(lastAnswerAt, at) < NO_ANSWER_DAYS;
    const findings = findingsOf({ freshness: freshnessOf(lastPublishedAt, at, limits), unanswered, toAnswer, hasNewAnswer });
    return {
      ...{ slug, name, url: boardUrl(slug), waitingUrl: url(`/towns/${slug}`, { order: "unanswered" }) },
      ...{ findings, fails: Object.values(findings).includes("fail"), lastPublishedAt, unanswered, lastAnswerAt },
      days: lastPublishedAt === null ? null : daysSince(lastPublishedAt, at),
    };
  });
  const failing = (rule: TownRule) => lines.filter(({ findings }) => findings[rule] === "fail").length;
  return {
    at: at.toISOString(),
    towns: lines.toSorted((one, other) => Number(other.fails) - Number(one.fails)),
    failed: { noUpdate: failing("noUpdate"), blank: failing("blank"), unanswered: failing("unanswered"), noAnswer: failing("noAnswer") },
    townRules: TOWN_RULES,
    sectionRules: SECTION_RULES.map((rule) => ({ rule, finding: "pass", url: rule === "statistics" ? url("/questions") : url(`/quota/${presentMonth()}`) })),
  };
}

interface Messages {
  unanswered: number;
  toAnswer: number;
  lastAnswerAt: string | null;
}
const NO_MESSAGES: Messages = { unanswered: 0, toAnswer: 0, lastAnswerAt: null };

/** Raw SQL: four figures of all questions and opinions in one pass. */
async function messagesByTown(at: Date): Promise<Map<number, Messages>> {
  const before = (days: number) => new Date(at.getTime() - days * DAY_MS);
  const rows = await db.$queryRaw<{ townId: number; unanswered: number; toAnswer: number; lastAnswerAt: Date | string | null }[]>(Prisma.sql`
    SELECT t."townId", MAX(t."answeredAt") AS "lastAnswerAt",
      CAST(COUNT(CASE WHEN t."waitingSince" <= ${before(UNANSWERED_DAYS)} THEN 1 END) AS INTEGER) AS "unanswered",
      CAST(COUNT(CASE WHEN t."waitingSince" IS NOT NULL OR t."publishedAt" >= ${before(NO_ANSWER_DAYS)} THEN 1 END) AS INTEGER) AS "toAnswer"
    FROM "Thread" t WHERE t."kind" IN ('QUESTION', 'OPINION') AND ${publishedThreads.sql} GROUP BY t."townId"`);
  return new Map(
    rows.map(({ townId, unanswered, toAnswer, lastAnswerAt }) => [
      townId,
      { unanswered: Number(unanswered), toAnswer: Number(toAnswer), lastAnswerAt: lastAnswerAt === null ? null : new Date(lastAnswerAt).toISOString() },
    ]),
  );
}
