import type { Actor } from "../access/actor.ts";
import { daysLeft, type Month } from "../calendar/month.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { threadUrl } from "../core/urls.ts";
import { db } from "../data/client.ts";
import type { Shortfall } from "../threads/shortfall.ts";
import { writtenText } from "../threads/written-text.ts";
import { townLineOf } from "./counting/counter.ts";
import { type Credit, type CreditCandidate, creditInOrder, shortfalls } from "./counting/credit.ts";
import type { ForecastInput } from "./forecast-input.ts";
import { policies } from "./policy/policies.ts";
import { type Policies, type Policy, policyOf } from "./policy/policy.ts";
import { threadsToJudge } from "./threads-to-judge.ts";

/** What a new thread would do for the town's month, told before it is sent. */
export interface Forecast {
  willCount: boolean;
  /** It would be the n-th credited one of the month. */
  ordinal: number;
  target: number;
  /** Still missing after it. */
  short: number;
  daysLeft: number;
  /** Rules that it fails as it is written; of its text only once there is one. */
  fails: Shortfall[];
  minimumCharacters: number;
  minimumCharactersWithPicture: number;
  /** So many characters are missing; 0 while nothing is written. */
  missingCharacters: number;
  /** The credited thread that it repeats, and how far (0 to 1). */
  repeats: { url: string; title: string; publishedAt: string; similarity: number } | null;
}

/** What whoever writes can still mend, and is asked about before it is published. */
const MENDABLE: readonly Shortfall[] = ["tooShort", "emptyOfContent", "recap", "duplicate"];
export const isMendable = ({ fails }: Pick<Forecast, "fails">): boolean => fails.length > 0 && fails.every((each) => MENDABLE.includes(each));

/** The forecast for what an association writes; null for others, to whom the quota means nothing. */
export async function forecast(actor: Actor, written: ForecastInput): Promise<Forecast | null> {
  if (actor.role !== "association" || actor.townId === null) return null;
  const own = await db.town.findUniqueOrThrow({ where: { id: actor.townId }, select: { id: true, slug: true } });
  const month = presentMonth();
  const [line, decided] = await Promise.all([townLineOf(own.slug, month), policies()]);
  const policy = policyOf(decided, month);
  const thread = candidateOf(written, own, month, policy);
  const itself = shortfalls(thread, policy);
  const credit = written.body === "" ? null : await creditOf(thread, decided);
  const fails = itself.length > 0 || !credit?.shortfall ? itself : [credit.shortfall];
  return {
    willCount: fails.length === 0,
    ordinal: (line?.counter.credited ?? 0) + 1,
    target: line?.counter.target ?? policy.target,
    short: Math.max(0, (line?.counter.short ?? policy.target) - 1),
    daysLeft: daysLeft(month, now(), config().timeZone),
    fails,
    minimumCharacters: policy.minimumCharacters,
    minimumCharactersWithPicture: policy.minimumCharactersWithPicture,
    missingCharacters: Math.max(0, policy.minimumCharacters - thread.bodyLength),
    repeats: await repeated(credit),
  };
}

/** Comes after everything that is published. */
const NEXT_ID = 2_147_483_647;

/** What would be judged if it were published now. While nothing is written, its text fails no rule. */
function candidateOf(
  { town, kind, title, body, recapOfId, pictures }: ForecastInput,
  own: { id: number; slug: string },
  month: Month,
  policy: Policy,
): CreditCandidate {
  const text = writtenText(title, body);
  const measured = body === "" ? { bodyLength: policy.minimumCharacters, distinctCharacters: policy.minimumDistinctCharacters } : text;
  return {
    id: NEXT_ID,
    kind: kind ?? "ACTIVITY",
    state: "published",
    townId: town === own.slug || town === "" ? own.id : ELSEWHERE,
    openedForTownId: own.id,
    bodyLength: measured.bodyLength,
    distinctCharacters: measured.distinctCharacters,
    pictureCount: pictures ?? 0,
    grantReason: null,
    quotaMonth: month,
    fingerprint: text.fingerprint,
    recapOfId: recapOfId ?? null,
    creditedMonth: null,
  };
}
const ELSEWHERE = -1;

/** By the same rule that judges it once it is published. */
async function creditOf(thread: CreditCandidate, decided: Policies): Promise<Credit> {
  const { openedForTownId, quotaMonth, recapOfId } = thread;
  const earlier = await threadsToJudge(db, quotaMonth, { townId: openedForTownId!, firstId: NEXT_ID, recapOfId });
  return creditInOrder([...earlier, thread], decided, (_month, id) => id !== NEXT_ID).at(-1)!;
}

async function repeated(credit: Credit | null): Promise<Forecast["repeats"]> {
  if (credit?.duplicateOfId == null) return null;
  const { id, title, publishedAt } = await db.thread.findUniqueOrThrow({
    where: { id: credit.duplicateOfId },
    select: { id: true, title: true, publishedAt: true },
  });
  return { url: threadUrl(id), title, publishedAt: publishedAt.toISOString(), similarity: credit.similarity ?? 0 };
}
