import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { setClock } from "../../server/core/clock.ts";
import type { Kind } from "../../server/core/kinds.ts";
import { db, transact } from "../../server/data/client.ts";
import { editThread } from "../../server/forum/edit-post.ts";
import { moveThread } from "../../server/forum/moving.ts";
import { publish } from "../../server/forum/publishing.ts";
import { removeThread, restoreThread } from "../../server/forum/removal.ts";
import { countedMonths, townLines } from "../../server/quota/counting/counter.ts";
import { grantCredit, withdrawGrant } from "../../server/quota/granting.ts";
import { changePolicy } from "../../server/quota/policy/change-policy.ts";
import { policiesCache } from "../../server/quota/policy/policies.ts";
import { closeMonth } from "../../server/reporting/closing/close-month.ts";
import { reopenMonth } from "../../server/reporting/closing/reopen-month.ts";
import { similarityOf } from "../../server/text/duplicates.ts";
import { writtenText } from "../../server/threads/written-text.ts";
import { makeMember, makeTown, type TownOfCast, variedText } from "../cast.ts";
import { useSite } from "../site.ts";
import { monthAt, nextMonth, PlainModel, type PlainPolicy, type Text } from "./plain-model.ts";

/** The real counter, acted through its own acts, is what a plain model says, after every step of any history. */

useSite();
const TITLE = "活动";
const KINDS: Kind[] = ["ACTIVITY", "HOT_TOPIC", "QUESTION"];
const FIRST_MONTH = "2026-01";
const FIRST: PlainPolicy = { from: "2000-01", target: 2, kinds: ["ACTIVITY", "HOT_TOPIC"], minimum: 100, threshold: 0.6, approvalDays: 5 };

const two = (family: number, body: string): Text[] => [
  { body, family, variant: 0 },
  { body: `${body}请早到`, family, variant: 1 },
];
const TEXTS: Text[] = [
  ...two(0, variedText(10, 150)),
  ...two(1, variedText(11, 150)),
  ...two(2, variedText(12, 130)),
  ...two(3, variedText(13, 40)),
  { body: "好".repeat(150), family: 4, variant: 0 },
];

let towns: TownOfCast[];
let associations: Member[];
let moderator: Member;
let administrator: Member;
const happened: Record<string, number> = {};
const note = (what: string) => {
  happened[what] = (happened[what] ?? 0) + 1;
};

let nowMs = 0;
const restoreClock = setClock(() => new Date(nowMs));
afterAll(restoreClock);

beforeAll(async () => {
  nowMs = Date.parse(`${FIRST_MONTH}-05T00:00:00Z`);
  towns = [await makeTown("liuhe", "浏河镇", FIRST_MONTH), await makeTown("shaxi", "沙溪镇", FIRST_MONTH)];
  const member = (role: Member["role"], town?: string) => makeMember({ username: town ?? role, displayName: town ?? role, role, town, password: "a-long-one" });
  associations = [await member("association", "liuhe"), await member("association", "shaxi")];
  [moderator, administrator] = [await member("moderator"), await member("administrator")];
});

const index = (count: number) => fc.nat({ max: count - 1 });
const any = fc.nat({ max: 9_999 }); // which of the threads there are
const text = index(TEXTS.length);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant("publish" as const),
      town: index(2),
      kind: fc.constantFrom(0, 0, 1, 2),
      text,
      recapOf: fc.option(any, { freq: 4 }),
      waitedDays: fc.constantFrom(0, 0, 0, 3, 12),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("edit" as const), which: any, text }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("move" as const), which: any, town: index(2), kind: index(3) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("removeOrRestore" as const), which: any }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("grantOrWithdraw" as const), which: any }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("decide" as const),
      ahead: index(2),
      target: fc.constantFrom(1, 2, 3),
      kinds: fc.constantFrom(1, 2),
      minimum: fc.constantFrom(20, 100, 140),
      threshold: fc.constantFrom(0.6, 1),
      approvalDays: fc.constantFrom(1, 5),
    }),
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant("wait" as const), days: fc.constantFrom(1, 4, 9, 20) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("close" as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("reopen" as const), which: any }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let runs = 0;

/** Everything that a run leaves behind; the clock starts a second later each time: no two closes are of the same instant, by which frozen results are kept. */
async function beginAnew(): Promise<PlainModel> {
  await transact(async (tx) => {
    for (const table of [tx.monthClose, tx.quotaPolicy, tx.postRevision, tx.post, tx.thread, tx.auditEntry] as { deleteMany(): Promise<unknown> }[])
      await table.deleteMany();
  });
  policiesCache.clear();
  nowMs = Date.parse(`${FIRST_MONTH}-05T00:00:00Z`) + ++runs * 1000;
  return new PlainModel(
    towns.map(({ id }) => id),
    FIRST,
  );
}

const at = <T>(list: readonly T[], which: number): T | undefined => list[which % Math.max(1, list.length)];

async function perform(model: PlainModel, what: Step): Promise<void> {
  const thread = "which" in what ? at(model.threads, what.which) : undefined;
  switch (what.act) {
    case "publish": {
      const [town, author, written] = [towns[what.town]!, associations[what.town]!, TEXTS[what.text]!];
      const own = model.threads.filter(({ opener }) => opener === town.id);
      const recapOf = what.recapOf === null ? null : (at(own, what.recapOf)?.id ?? null);
      const [submittedAt, publishedAt] = [new Date(nowMs - what.waitedDays * 24 * 3600 * 1000), new Date(nowMs)];
      const month = model.monthOf(submittedAt, publishedAt);
      const measured = writtenText(TITLE, written.body);
      const thread = { townId: town.id, kind: KINDS[what.kind]!, title: TITLE, text: measured, authorId: author.id, openedForTownId: town.id };
      const { id } = await transact((tx, after) => publish(tx, after, { ...thread, submission: null, recapOfId: recapOf, submittedAt, publishedAt }));
      model.publish({ id, opener: town.id, town: town.id, kind: KINDS[what.kind]!, text: written, month, recapOf });
      if (month < monthAt(publishedAt)) note("approved later, for the month of submission");
      if (month > monthAt(publishedAt)) note("published into a closed month");
      break;
    }
    case "edit": {
      if (!thread || thread.removed) return;
      await editThread(associations[towns.findIndex(({ id }) => id === thread.opener)]!, {
        threadId: thread.id,
        body: TEXTS[what.text]!.body,
        title: undefined,
        version: undefined,
      });
      thread.text = TEXTS[what.text]!;
      if (model.closed.has(thread.month)) note("edited in a closed month");
      break;
    }
    case "move": {
      if (!thread) return;
      await moveThread(moderator, { threadId: thread.id, town: towns[what.town]!.slug, kind: KINDS[what.kind]! });
      [thread.town, thread.kind] = [towns[what.town]!.id, KINDS[what.kind]!];
      break;
    }
    case "removeOrRestore": {
      if (!thread) return;
      await (thread.removed ? restoreThread : removeThread)(moderator, thread.id);
      if (model.closed.has(thread.month)) note("removed or restored in a closed month");
      thread.removed = !thread.removed;
      break;
    }
    case "grantOrWithdraw": {
      if (!thread || model.closed.has(thread.month)) return;
      if (thread.granted) await withdrawGrant(moderator, thread.id);
      else if (["tooShort", "emptyOfContent", "duplicate"].includes(thread.why ?? ""))
        await grantCredit(moderator, { threadId: thread.id, reason: "附有现场照片" });
      else return;
      note(thread.granted ? "a grant withdrawn" : "granted");
      thread.granted = !thread.granted;
      break;
    }
    case "decide": {
      const from = what.ahead === 0 ? monthAt(new Date(nowMs)) : nextMonth(monthAt(new Date(nowMs)));
      const policy: PlainPolicy = { ...what, from, kinds: KINDS.slice(0, what.kinds) };
      const { target, minimum, threshold, approvalDays, kinds } = policy;
      await changePolicy(administrator, from, {
        target,
        kinds: kinds as Kind[],
        perKind: {},
        minimumCharacters: minimum,
        duplicateThreshold: threshold,
        approvalDays,
      });
      model.decide(policy);
      note("a policy changed");
      break;
    }
    case "wait":
      nowMs += what.days * 24 * 3600 * 1000;
      break;
    case "close": {
      let month = FIRST_MONTH;
      while (model.closed.has(month)) month = nextMonth(month);
      if (month >= monthAt(new Date(nowMs))) return;
      await closeMonth(administrator, month);
      model.close(month);
      note("a month closed");
      break;
    }
    case "reopen": {
      const month = at([...model.closed], what.which);
      if (!month) return;
      await reopenMonth(administrator, month, "数字有误");
      model.reopen(month);
      note("a month reopened");
    }
  }
}

/** Every month that anything can belong to by now. */
function months(): string[] {
  const past = [FIRST_MONTH];
  while (past.at(-1)! < monthAt(new Date(nowMs))) past.push(nextMonth(past.at(-1)!));
  return [...past, nextMonth(past.at(-1)!)];
}

/** What is known of every thread and every town's month. */
async function real() {
  const rows = await db.thread.findMany({ select: { id: true, quotaMonth: true, creditedMonth: true, shortfall: true }, orderBy: { id: "asc" } });
  const counted = await countedMonths(
    towns.map(({ id }) => ({ id, onDutyFrom: FIRST_MONTH, onDutyUntil: null })),
    months(),
  );
  const counters = towns.map(({ id }) =>
    counted
      .get(id)!
      .map(({ credited, target }) => `${credited}/${target}`)
      .join(" "),
  );
  return { threads: rows.map(({ id, quotaMonth, creditedMonth, shortfall }) => `${id} ${quotaMonth}: ${creditedMonth ?? shortfall}`), counters };
}

function expected(model: PlainModel): Awaited<ReturnType<typeof real>> {
  const counters = towns.map(({ id }) =>
    months()
      .map((month) => model.counter(month, id))
      .map(({ credited, target }) => `${credited}/${target}`)
      .join(" "),
  );
  return { threads: model.threads.map(({ id, month, credited, why }) => `${id} ${month}: ${credited ?? why}`), counters };
}

/** Everything that a history can be about, in one: comes first, so that no run goes without. */
const publishes = (text: number, more: object = {}): Step => ({
  act: "publish" as const,
  town: 0,
  kind: 0 as const,
  text,
  recapOf: null,
  waitedDays: 0 as const,
  ...more,
});
const EVERYTHING: Step[] = [
  publishes(0),
  publishes(1), // repeats the first
  publishes(6), // too short
  publishes(8), // empty of content
  publishes(2, { recapOf: 0 }), // the recap of the first
  publishes(4, { kind: 2 }),
  { act: "grantOrWithdraw", which: 1 },
  { act: "removeOrRestore", which: 0 }, // the recap counts now
  { act: "wait", days: 20 },
  { act: "wait", days: 9 },
  publishes(5, { waitedDays: 12 }), // approved in February, for January
  { act: "close" },
  publishes(4, { waitedDays: 12 }), // too late for January
  { act: "removeOrRestore", which: 0 },
  { act: "edit", which: 4, text: 0 },
  publishes(0),
  { act: "move", which: 7, town: 1, kind: 1 },
  { act: "decide", ahead: 0, target: 3, kinds: 1, minimum: 140, threshold: 1, approvalDays: 1 },
  { act: "grantOrWithdraw", which: 1 },
  { act: "reopen", which: 0 },
  { act: "grantOrWithdraw", which: 1 },
  { act: "close" },
  { act: "wait", days: 20 },
  { act: "decide", ahead: 1, target: 1, kinds: 2, minimum: 20, threshold: 0.6, approvalDays: 5 },
  publishes(7),
  { act: "removeOrRestore", which: 5 },
];

/** The same text again two months later, and three: only the second time does it count anew. */
const MONTHS_LATER: Step[] = [
  publishes(0),
  ...[20, 20, 20].map((days) => ({ act: "wait", days }) as Step),
  publishes(1),
  ...[20, 9].map((days) => ({ act: "wait", days }) as Step),
  publishes(0),
];

/** One thread ends on another town's board, one is removed and stays so. */
const GONE: Step[] = [publishes(0), publishes(2), { act: "move", which: 0, town: 1, kind: 0 }, { act: "removeOrRestore", which: 1 }];

test("premise: texts of one family are nearly the same, and of two have nothing in common", () => {
  const prints = TEXTS.map((each) => ({ ...each, fingerprint: writtenText(TITLE, each.body).fingerprint }));
  for (const one of prints)
    for (const other of prints) {
      const similarity = similarityOf(one.fingerprint, other.fingerprint);
      if (one === other) expect(similarity).toBe(1);
      else if (one.family === other.family) expect([similarity > 0.7, similarity < 1]).toEqual([true, true]);
      else expect(similarity).toBeLessThan(0.3);
    }
});

test("after every step of a random history each thread and each counter is what the plain model says", async () => {
  const history = fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 45 }), async (steps) => {
    const model = await beginAnew();
    for (const [number, what] of steps.entries()) {
      nowMs++; // no two things happen at the same instant
      await perform(model, what);
      model.judge();
      expect(await real(), `after step ${number}, ${JSON.stringify(what)}`).toEqual(expected(model));
    }
    for (const { why } of model.threads) note(why ?? "credited");
    for (const { slug, counter } of await townLines(monthAt(new Date(nowMs)))) {
      const { credited, target } = model.counter(monthAt(new Date(nowMs)), towns.find((town) => town.slug === slug)!.id);
      expect([slug, counter.credited, counter.target]).toEqual([slug, credited, target]);
    }
  });
  await fc.assert(history, { numRuns: 15, examples: [[EVERYTHING], [MONTHS_LATER], [GONE]] });
  console.log(`${runs} histories:`, happened);
  for (const why of ["credited", "duplicate", "tooShort", "emptyOfContent", "recap", "removed", "kind", "notOwnTown"])
    expect(happened[why], why).toBeGreaterThan(0);
  for (const what of [
    "granted",
    "a policy changed",
    "a month closed",
    "a month reopened",
    "approved later, for the month of submission",
    "edited in a closed month",
    "removed or restored in a closed month",
  ])
    expect(happened[what], what).toBeGreaterThan(0);
}, 60_000);
