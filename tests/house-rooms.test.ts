import { describe, expect, test } from "vitest";
import { importsOf, lineAt, sourcesIn, textOfFile } from "./sources.ts";

/** The rules of the house: what a room may take from another, who writes which table, and how. */

const server = sourcesIn("server", ".ts");
/** The API's description is no room: it belongs to the program's top. */
const roomOf = (path: string): string => /^server\/(?!openapi\/)(\w+)\//.exec(path)?.[1] ?? "";
const nameOf = (path: string): string => path.replace(/^server\/|\.ts$/g, "");

/** Pure: the same answer to the same question, no clock, no database. */
const PURE = [
  "activities/inputs",
  "activities/phases",
  "activities/site-time",
  "activities/waiting-list",
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
  "questions/answers/likeness",
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

/** What another room may call besides pure files: read functions, and acts where a door calls them. */
const ACROSS: Record<string, string[]> = {
  "activities/activity-box": ["activityBox"],
  "activities/activity-of": ["activityJson"],
  "activities/campaign-days": ["campaignDaysOf", "CampaignDay"],
  "calendar/calendar": ["workingCalendar", "daysIn", "calendarNames"],
  "calendar/calendar-year": ["yearsMissing"],
  "threads/personal": ["titleFor", "warnFirst", "warningAgain", "warningFor"],
  "threads/kept-by": ["keptBy"],
  "threads/thread-facts": ["readThread", "ThreadRecord"],
  "offices/offices": ["departmentLinks", "departmentOffice", "officeNames", "Office"],
  "questions/answers/official-answers": ["officialAnswers", "OfficialAnswerView"],
  "threads/posts-as-seen": ["postsAsSeen", "PostAsSeen"],
  "questions/answers/recent-answers": ["recentAnswers", "RecentAnswer"],
  "reporting/statistics/tallies": ["punctualityByOffice", "stretchOf", "trendOf"],
  "offices/categories": ["categories"],
  "knowledge/knowledge-page": ["knowledgeOf"],
  "questions/asker/suggestions": ["suggestions", "closeTo", "SuggestionsQuery"],
  "questions/workflow/support": ["supportOf"],
  "questions/page/feedback-view": ["feedbackOf", "feedbackJson"],
  "threads/question-asked": ["questionAsked", "questionsAsked", "questionIn", "QuestionAsked"],
  "forum/thread-json": ["wholeThread"],
  "quota/threads-to-judge": ["byTown", "threadsToJudge"],
  "threads/thread-rows": ["ThreadRow", "threadRowsOf"],
  "quota/forecast": ["forecast"],
  "planning/pictures-of-drafts": ["picturesOfDrafts"],
  "planning/choices": ["choicesFor"],
  "media/pictures-of": ["picturesOf"],
  "quota/counting/counter": ["presentMonth", "townLineOf", "townLines", "monthFigures", "figuresOf", "MonthFigures", "TownLine"],
  "quota/closing/frozen-month": ["closedMonths"],
  "quota/policy/policies": ["policies", "policiesIn"],
  "settings/settings": ["settings", "Settings"],
  "towns/towns": ["townIdOf", "townLinks", "townSlugOf"],
};
/** What takes part in another room's transaction: it is handed `tx`, and writes its own room's tables only (docs/decisions/013). */
const WITHIN: Record<string, string[]> = {
  "activities/activity-beside": ["writeActivityBeside", "ActivityBeside"],
  "questions/workflow/assignment": ["assignmentOf"],
  "questions/workflow/follow-move": ["followMove"],
  "questions/workflow/receive": ["receive", "officesText"],
  "threads/official-post": ["addOfficialPost", "officialText", "OfficialText", "replaceOfficialText", "settleThread"],
  "quota/picture-count": ["changePictureCount"],
  "media/adding": ["attachPictures"],
  "threads/raise-version": ["holdThreads", "raiseVersion", "RaisedThread"],
  "quota/crediting": ["creditTown", "creditTowns", "lockTowns"],
  "forum/start-thread": ["startThread", "Alongside"],
  "forum/publishing": ["publish", "writtenText", "isBlank", "WrittenText"],
  "notifications/letter": ["putLetter", "Saying"],
  "notifications/notify-of-thread": ["notifyOfThread", "NamedThread"],
  "notifications/notify": ["notify", "notifyTown", "Notice"],
  "notifications/mail-address": ["stopMails"],
};
const ACTS_FOR_DOORS: Record<string, string[]> = {
  "planning/save-draft": ["saveDraft"],
  "media/preparing": ["preparePictures"],
  "planning/submit-thread": ["submitThread", "fileThread"],
  "accounts/accounts": ["suspendAccount", "restoreAccount"],
  "accounts/invitations": ["invite", "revokeInvitation"],
  "accounts/placing": ["placeAccount"],
  "towns/towns": ["createTown", "editTown"],
};
const isDoor = (path: string) => /\/(pages|api|live|[\w-]+-(?:pages|api))\.ts$/.test(path);

test("a room takes from another only a pure file, a read function, or an act that its door calls", () => {
  const across = server.flatMap((source) =>
    importsOf(source)
      .filter(({ to, ours }) => ours && roomOf(to) && roomOf(source.path) && !["data", "http"].includes(roomOf(to)) && roomOf(to) !== roomOf(source.path))
      .map((each) => ({ from: source.path, ...each })),
  );
  expect(across.length).toBeGreaterThan(20); // premise
  const allowed = (from: string, to: string) => [
    ...(ACROSS[nameOf(to)] ?? []),
    ...(WITHIN[nameOf(to)] ?? []),
    ...(isDoor(from) ? (ACTS_FOR_DOORS[nameOf(to)] ?? []) : []),
  ];
  const refused = across.filter(({ from, to, names }) => !PURE.includes(nameOf(to)) && !names.every((name) => allowed(from, to).includes(name)));
  expect(refused.map(({ from, to, names }) => `${from} → ${to}: ${names.join(", ")}`)).toEqual([]);
});

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

describe("a table", () => {
  /** Who writes what, as prisma/schema.prisma says. */
  const WRITERS: Record<string, string> = {
    town: "towns/",
    account: "people/",
    session: "http/",
    token: "people/",
    invitation: "people/",
    thread: "forum/",
    post: "forum/",
    postRevision: "forum/",
    threadRevision: "forum/",
    townTally: "forum/",
    threadWord: "forum/",
    knowledgeWord: "feedback/",
    idempotentResult: "http/",
    auditEntry: "data/audit.ts",
    feedback: "feedback/",
    feedbackStep: "feedback/",
    officialAnswer: "feedback/",
    feedbackNote: "feedback/",
    answerDraft: "feedback/",
    signOffDecision: "feedback/",
    signOffStep: "feedback/",
    answerTemplate: "feedback/",
    department: "feedback/",
    category: "feedback/",
    assignmentRule: "feedback/",
    support: "feedback/",
    follower: "feedback/",
    knowledgeEntry: "feedback/",
    outboxItem: "data/outbox.ts",
    job: "data/schedule.ts",
    setting: "settings/",
    calendarDay: "calendar/",
    quotaPolicy: "quota/",
    townPolicy: "quota/",
    exemption: "quota/",
    monthClose: "quota/",
    monthCorrection: "quota/",
    bulletin: "quota/",
    reminder: "quota/",
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
      .filter(({ path, model }) => models.includes(model) && !path.startsWith(`server/${WRITERS[model]}`))
      .map(({ path, line, model }) => `${path}:${line} writes ${model}`);

  test("has one writer, and every model of the schema has one", () => {
    const models = [...textOfFile("prisma/schema.prisma").matchAll(/^model (\w+)/gm)].map(([, name]) => name!.replace(/^./, (first) => first.toLowerCase()));
    expect(Object.keys(WRITERS).sort()).toEqual(models.sort());
    expect(new Set(writes.map(({ model }) => model)).size).toBeGreaterThan(14); // premise
  });

  test("is written by that one room", () => {
    expect(strangers(Object.keys(WRITERS).filter((model) => model !== "session"))).toEqual([]);
  });

  test("of sessions is written by the session store, and by the act that bars an account, in its own transaction", () => {
    const places = strangers(["session"]).map((each) => each.split(":")[0]);
    expect([...new Set(places)]).toEqual(["server/accounts/accounts.ts"]);
  });

  test("of threads gets its credited month from crediting.ts alone", () => {
    const setters = server.filter(({ text }) => /\.(?:update|create)(?:Many)?\(\{[^;]*\b(?:creditedMonth|shortfall|similarity)\b[^;]*\}\)/.test(text));
    expect(setters.map(({ path }) => path)).toEqual([]);
    expect(textOfFile("server/quota/crediting.ts")).toContain("const { id, ...data } = now;"); // premise: there it is written
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

  test("in raw SQL says why it is raw: the measurement that asked for it", () => {
    const raw = server.filter(({ path, text }) => !path.startsWith("server/data/") && /Prisma\.sql`|\$(?:query|execute)Raw`(?!SELECT 1`)/.test(text));
    expect(raw.map(({ path }) => path)).toContain("server/threads/reply.ts"); // premise
    expect(raw.filter(({ text }) => !/Raw SQL|docs\/benchmarks\.md/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
