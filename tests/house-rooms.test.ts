import { describe, expect, test } from "vitest";
import { importsOf, lineAt, sourcesIn, textOfFile } from "./sources.ts";

/** House rules: which files are pure, who writes which table, and how. */

const server = sourcesIn("server", ".ts");
const nameOf = (path: string): string => path.replace(/^server\/|\.ts$/g, "");

/** Pure: the same answer to the same question, no clock, no database. */
const PURE = [
  "calendar/month-inputs",
  "forum/inputs",
  "quota/forecast-input",
  "threads/shortfall",
  "activities/inputs",
  "activities/phases",
  "activities/site-time",
  "activities/waiting-list",
  "approval/chain",
  "calendar/inputs",
  "calendar/notice",
  "calendar/office-hours",
  "calendar/read-days",
  "calendar/read-notice",
  "calendar/working-days",
  "questions/deadlines/counting",
  "questions/deadlines/due-dates",
  "questions/deadlines/working-time",
  "questions/deadlines/escalation",
  "offices/office-inputs",
  "questions/answers/empty-answer",
  "questions/workflow/inputs",
  "text/likeness",
  "questions/deadlines/working-day-limits",
  "questions/answers/placeholders",
  "reporting/statistics/statistics",
  "questions/answers/template-inputs",
  "questions/workflow/workflow",
  "threads/inputs",
  "text/markup",
  "threads/tree",
  "text/words",
  "masking/bank-card",
  "masking/find-personal",
  "masking/id-card",
  "masking/mask",
  "masking/mobile",
  "masking/readable",
  "masking/surroundings",
  "masking/warning",
  "media/inputs",
  "accounts/inputs",
  "access/permissions",
  "planning/approval",
  "planning/beside",
  "planning/inputs",
  "planning/month-grid",
  "reporting/standings/answers-on-time",
  "reporting/monitoring/arrangement",
  "reporting/monitoring/copies",
  "quota/counting/credit",
  "text/duplicates",
  "text/earlier-texts",
  "quota/counting/freshness",
  "quota/inputs",
  "reporting/inspection/inspection",
  "calendar/month",
  "reporting/monitoring/month-chart",
  "text/plain-text",
  "quota/policy/policy",
  "quota/counting/standing",
  "reporting/standings/standings",
  "towns/inputs",
];

test("a pure file reads no clock and no database, and knows only pure files and plain words", () => {
  const words = ["access/actor", "core/kinds", "core/problems", "core/text-fields", "core/config"];
  for (const name of PURE) {
    const text = textOfFile(`server/${name}.ts`);
    expect(text, name).not.toMatch(/new Date\(\)|Date\.now|Temporal\.Now|\bdb\.|\btransact\(|[^.\w]now\(\)/);
    const known = importsOf({ path: `server/${name}.ts`, text }).filter(({ ours }) => ours);
    expect(
      known.map(({ to }) => nameOf(to)).filter((to) => !PURE.includes(to) && !words.includes(to)),
      name,
    ).toEqual([]);
  }
});

test("the present instant is asked of server/core/clock.ts alone", () => {
  const asks = server.filter(({ path, text }) => path !== "server/core/clock.ts" && /new Date\(\)|Date\.now\(|Temporal\.Now/.test(text));
  expect(asks.map(({ path }) => path)).toEqual([]);
});

test("a cache is one of the two classes of core/cache", () => {
  expect(server.filter(({ text }) => /new (?:Timed|UntilCommit)Cache\b/.test(text)).length).toBeGreaterThan(10); // premise
  expect(server.filter(({ text }) => text.includes('"lru-cache"')).map(({ path }) => path)).toEqual(["server/core/cache/timed.ts"]);
});

describe("a table", () => {
  /** Who writes what, as prisma/schema.prisma says. */
  const WRITERS: Record<string, string | string[]> = {
    town: "towns/",
    account: "accounts/",
    session: "http/",
    token: "accounts/",
    invitation: "accounts/",
    thread: "threads/",
    post: "threads/",
    postRevision: "threads/",
    threadRevision: "threads/",
    townTally: "threads/",
    threadWord: "threads/",
    knowledgeWord: "knowledge/",
    idempotentResult: "http/",
    auditEntry: "data/audit.ts",
    feedback: "questions/",
    feedbackStep: "questions/",
    officialAnswer: "questions/",
    feedbackNote: "questions/",
    answerDraft: "questions/",
    signOffDecision: "questions/",
    signOffStep: "questions/",
    answerTemplate: "questions/",
    department: "offices/",
    category: "offices/",
    assignmentRule: "offices/",
    support: "questions/",
    follower: "questions/",
    knowledgeEntry: "knowledge/",
    outboxItem: "data/outbox.ts",
    job: "data/schedule.ts",
    setting: "settings/",
    calendarDay: "calendar/",
    quotaPolicy: "quota/",
    townPolicy: "quota/",
    exemption: "quota/",
    monthClose: "reporting/",
    monthCorrection: "reporting/",
    bulletin: "reporting/",
    reminder: "reporting/",
    notification: "notifications/",
    mailRecipient: "notifications/",
    activity: "activities/",
    signUp: "activities/",
    picture: "media/",
    draft: "planning/",
    draftDecision: "planning/",
    approvalStep: "planning/",
    approvalMember: "planning/",
    template: "planning/",
    campaignDay: "planning/",
  };
  const WRITE =
    /\b(?:tx|db|\w*[cC]lient|writer)\.(\w+)\.(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)\(/g;
  const RAW = /\b(?:INSERT INTO|DELETE FROM|UPDATE(?! SET))\s+"(\w+)"/g;
  const writes = server.flatMap(({ path, text }) =>
    [...text.matchAll(WRITE), ...text.matchAll(RAW)].map((found) => ({
      path,
      model: found[1]!.replace(/^./, (first) => first.toLowerCase()),
      line: lineAt(text, found.index),
    })),
  );
  const strangers = (models: string[]) =>
    writes
      .filter(({ path, model }) => models.includes(model) && ![WRITERS[model]].flat().some((writer) => path.startsWith(`server/${writer}`)))
      .map(({ path, line, model }) => `${path}:${line} writes ${model}`);

  test("has one writer, and every model of the schema has one", () => {
    const models = [...textOfFile("prisma/schema.prisma").matchAll(/^model (\w+)/gm)].map(([, name]) => name!.replace(/^./, (first) => first.toLowerCase()));
    expect(Object.keys(WRITERS).sort()).toEqual(models.sort());
    expect(new Set(writes.map(({ model }) => model)).size).toBeGreaterThan(14); // premise
  });

  test("is written by that one room", () => {
    expect(strangers(Object.keys(WRITERS).filter((model) => !["session", "account"].includes(model)))).toEqual([]);
  });

  test("of sessions is written by the session store, and by the act that bars an account, in its own transaction", () => {
    const places = strangers(["session"]).map((each) => each.split(":")[0]);
    expect([...new Set(places)]).toEqual(["server/accounts/accounts.ts"]);
  });

  test("of threads gets its credited month from crediting.ts alone", () => {
    const setters = server.filter(({ text }) => /\.(?:update|create)(?:Many)?\(\{[^;]*\b(?:creditedMonth|shortfall|similarity)\b[^;]*\}\)/.test(text));
    expect(setters.map(({ path }) => path)).toEqual([]);
    const deciders = server.filter(({ text }) => /\bsetCredit\b/.test(text)).map(({ path }) => path);
    expect(deciders.sort()).toEqual(["server/quota/crediting.ts", "server/threads/thread-columns.ts"]); // where it is written
  });

  test("is written inside transact only: no other file opens a client or a transaction", () => {
    const opens = server.filter(({ text }) => /\$transaction|new Prisma\w*|\$executeRawUnsafe|\$queryRawUnsafe/.test(text)).map(({ path }) => path);
    expect(opens).toEqual(["server/data/client.ts", "server/data/connection.ts", "server/data/migration-adapter.ts", "server/data/sqlite-adapter.ts"]);
  });
});

describe("a query", () => {
  test("walks by key, never by offset", () => {
    for (const { path, text } of server) expect(text, path).not.toMatch(/\bOFFSET\b|\bskip:/);
  });

  test("has its pages, and the links between them, from core/paging.ts", () => {
    const others = server.filter(({ path }) => path !== "server/core/paging.ts");
    expect(others.filter(({ text }) => /\bkeysetPage\(/.test(text)).length).toBeGreaterThan(10); // premise
    const ownPages = /\.slice\(0, \w*_PAGE\)|\bfirstUrl:|length > (?:limit|\w+_PAGE)\b/;
    expect(others.filter(({ text }) => ownPages.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("in raw SQL says why it is raw: the measurement that asked for it", () => {
    const raw = server.filter(({ path, text }) => !path.startsWith("server/data/") && /Prisma\.sql`|\$(?:query|execute)Raw`(?!SELECT 1`)/.test(text));
    expect(raw.map(({ path }) => path)).toContain("server/threads/reply.ts"); // premise
    expect(raw.filter(({ text }) => !/Raw SQL|docs\/benchmarks\.md/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
