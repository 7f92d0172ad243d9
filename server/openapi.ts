import { Router } from "express";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject } from "zod-openapi";
import { BookingInput, CancelActivityInput, EditActivityInput } from "./activities/inputs.ts";
import { ROLES } from "./actor.ts";
import { AuditQuery } from "./admin/audit-trail.ts";
import { CalendarDayInput, CalendarQuery, dateInput, ImportInput } from "./calendar/inputs.ts";
import { DAY_KINDS } from "./calendar/working-days.ts";
import { DeskQuery } from "./feedback/desk-query.ts";
import { SOLVED } from "./feedback/inputs.ts";
import { EditDepartmentInput, NewCategoryInput, NewDepartmentInput, RuleInput } from "./feedback/office-inputs.ts";
import { OverdueQuery } from "./feedback/overdue-page.ts";
import { STEP_NAMES, STEPS, type StepName } from "./feedback/steps.ts";
import { EditTemplateInput, NewTemplateInput } from "./feedback/template-inputs.ts";
import { FEEDBACK_EVENTS, FEEDBACK_STATES } from "./feedback/workflow.ts";
import { PostsQuery, ThreadsQuery } from "./forum/api.ts";
import { EditPostInput, EditThreadInput, ForecastInput, GrantInput, MoveThreadInput, ReplyInput, StartThreadInput } from "./forum/inputs.ts";
import { KINDS } from "./kinds.ts";
import { NotificationsQuery, ReadInput, RecipientInput, RecipientsQuery } from "./notifications/inputs.ts";
import { askerPaths } from "./openapi-asker.ts";
import { monitoringPaths } from "./openapi-monitoring.ts";
import { planningPaths } from "./openapi-planning.ts";
import { statisticsPaths } from "./openapi-statistics.ts";
import { cursorInput, limitInput } from "./paging.ts";
import { InvitationInput, MailInput, SignInInput, SignUpInput, TokenInput } from "./people/inputs.ts";
import { FRESHNESS } from "./quota/freshness.ts";
import { monthInput, QuotaQuery, TownQuotaQuery } from "./quota/inputs.ts";
import { CorrectionInput, ReopeningInput } from "./quota/month-inputs.ts";
import { MonthThreadsQuery } from "./quota/month-threads.ts";
import { DryRunQuery, PolicyInput } from "./quota/policy-inputs.ts";
import { TOWN_STATUSES } from "./quota/standing.ts";
import { EditTownFields, NewTownInput } from "./towns/inputs.ts";
import { url } from "./urls.ts";

const instant = z.string().meta({ format: "date-time" });
const month = z.string().meta({ pattern: "^\\d{4}-\\d{2}$", example: "2026-11" });
const id = z.number().int();
const status = z.enum(TOWN_STATUSES);
const byKind = z.object({ QUESTION: z.number().int(), OPINION: z.number().int(), ACTIVITY: z.number().int(), HOT_TOPIC: z.number().int() });
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

const Author = z.object({ username: z.string(), displayName: z.string(), role: z.enum(ROLES) }).meta({ id: "Author" });
const Post = z
  .object({
    id,
    threadId: id,
    parentId: id.nullable(),
    seq: z.number().int(),
    depth: z.number().int(),
    url: z.string(),
    author: Author,
    official: z.boolean(),
    office: z.string().nullable(),
    answers: z.enum(["answer", "progress"]).nullable(),
    body: z.string().nullable(),
    html: z.string().nullable(),
    state: z.enum(["published", "removed"]),
    version: z.number().int(),
    createdAt: instant,
    editedAt: instant.nullable(),
  })
  .meta({ id: "Post", description: "A removed post is a marker without its text." });
const ThreadItem = z
  .object({
    id,
    url: z.string(),
    town: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    status: z.enum(["open", "closed"]),
    state: z.enum(["published", "removed"]),
    author: Author,
    replyCount: z.number().int(),
    pinned: z.boolean(),
    creditedMonth: month.nullable(),
    waitingSince: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "ThreadItem" });
const ActivityLine = z.object({
  startsAt: instant,
  endsAt: instant.nullable(),
  place: z.string(),
  state: z.enum(["planned", "held", "cancelled", "moved"]),
  capacity: z.number().int().nullable(),
  taken: z.number().int(),
});
const Activity = ActivityLine.extend({
  contact: z.string(),
  campaignDay: z.string().nullable(),
  stateNote: z.string().nullable(),
  movedFrom: instant.nullable(),
  headCount: z.number().int().nullable(),
}).meta({ id: "Activity", description: "`capacity` null: no booking; `taken` are the people who have a place." });
const Picture = z
  .object({ id, alt: z.string(), width: z.number().int(), height: z.number().int(), url: z.string(), small: z.string() })
  .meta({ id: "Picture", description: "WebP; `url` at most 1280 wide, `small` at most 480." });
const PictureForm = z.object({ picture1: z.string().meta({ format: "binary" }), alt1: z.string() });
const SignUp = z.object({ name: z.string(), phone: z.string(), people: z.number().int(), state: z.enum(["confirmed", "waiting"]) });
const OwnSignUp = SignUp.extend({ before: z.number().int().nullable() }).meta({
  id: "SignUp",
  description: "`before`: how many stand before this one on the waiting list.",
});
const Counting = z
  .object({
    counts: z.boolean(),
    month,
    reason: z.string().nullable(),
    duplicateOf: id.nullable(),
    similarity: z.number().nullable(),
    grantReason: z.string().nullable(),
  })
  .meta({ id: "Counting", description: "Whether a thread counts for its town's month, and why not." });
const MonthThread = z
  .object({
    id,
    url: z.string(),
    title: z.string(),
    kind: z.enum(KINDS),
    town: z.string(),
    publishedAt: instant,
    creditedMonth: month.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "MonthThread" });
const AuditEntry = z
  .object({ id, at: instant, actor: z.string().nullable(), action: z.string(), subject: z.string(), detail: z.object({}).loose() })
  .meta({ id: "AuditEntry", description: "`actor` is null where the rules decided." });
const Told = z
  .object({
    forecast: z
      .object({
        willCount: z.boolean(),
        ordinal: z.number().int(),
        target: z.number().int(),
        short: z.number().int(),
        daysLeft: z.number().int(),
        fails: z.array(z.string()),
        minimumCharacters: z.number().int(),
        minimumCharactersWithPicture: z.number().int(),
        missingCharacters: z.number().int(),
        repeats: z.object({ url: z.string(), title: z.string(), publishedAt: instant, similarity: z.number() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Forecast" });
const Feedback = z
  .object({
    state: z.enum(FEEDBACK_STATES),
    office: z.string().nullable(),
    assisting: z.array(z.string()),
    channel: z.enum(["online", "phone", "counter"]),
    category: z.string().nullable(),
    receivedAt: instant,
    dueAt: instant,
    dueDay: z.string(),
    answeredAt: instant.nullable(),
    onTime: z.boolean().nullable(),
    overdue: z.boolean(),
    reopened: z.boolean(),
    mergedInto: id.nullable(),
    timeline: z.array(
      z.object({
        at: instant,
        event: z.enum(FEEDBACK_EVENTS),
        by: z.enum(["asker", "office", "administrator", "section"]),
        office: z.string().nullable(),
        note: z.string(),
        dueAt: instant.nullable(),
      }),
    ),
    rating: z.object({ score: z.number().int(), solved: z.enum(SOLVED).nullable(), comment: z.string().nullable() }).nullable(),
    version: z.number().int(),
  })
  .meta({ id: "Feedback", description: "What becomes of a question or opinion; null for other kinds." });
const Thread = ThreadItem.extend({
  version: z.number().int(),
  openingPost: Post,
  activity: Activity.nullable(),
  pictures: z.array(Picture),
  private: z.boolean(),
  feedback: Feedback.nullable(),
  support: z.object({ count: z.number().int(), own: z.boolean() }).nullable(),
  counting: Counting.nullable(),
}).meta({ id: "Thread" });
const TownView = z
  .object({
    slug: z.string(),
    name: z.string(),
    threadCount: z.number().int(),
    quota: z.object({ month, credited: z.number().int(), target: z.number().int(), status }),
  })
  .meta({ id: "Town" });
const Policy = z
  .object({
    target: z.number().int(),
    kinds: z.array(z.enum(KINDS)),
    perKind: byKind.partial(),
    minimumCharacters: z.number().int(),
    minimumCharactersWithPicture: z.number().int(),
    minimumDistinctCharacters: z.number().int(),
    duplicateThreshold: z.number(),
    settlementDay: z.number().int(),
    approvalDays: z.number().int(),
  })
  .meta({ id: "Policy" });
const Corrected = z
  .object({ before: z.number().int(), credited: z.number().int(), reason: z.string(), by: z.string(), at: instant })
  .meta({ id: "Corrected", description: "Stands beside the frozen figure of a closed month, which stays." });
const Quota = z
  .object({
    month,
    policy: Policy,
    onDuty: z.number().int(),
    participating: z.number().int(),
    met: z.number().int(),
    participationRate: z.number().nullable(),
    attainmentRate: z.number().nullable(),
    credited: z.number().int(),
    daysLeft: z.number().int(),
    byStatus: z.record(status, z.number().int()),
    closed: z.boolean(),
    closedAt: instant.nullable(),
    towns: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        credited: z.number().int(),
        byKind,
        target: z.number().int(),
        status,
        lastPublishedAt: instant.nullable(),
        stale: z.boolean(),
        freshness: z.enum(FRESHNESS),
        rank: z.number().int().nullable().optional().meta({ description: "For readers who see standings; null for towns without a place." }),
        exemption: z.string().nullable(),
        corrected: Corrected.nullable(),
      }),
    ),
  })
  .meta({ id: "Quota" });
const OpenQuota = Quota.extend({ licence: z.object({ name: z.string(), url: z.string(), attribution: z.string() }) }).meta({
  id: "OpenQuota",
  description: "Free to use, share and adapt under `licence`, which is also the answer's `Link` header; pages of other sites may read it.",
});
const Bulletin = z
  .object({
    month,
    title: z.string(),
    body: z.string(),
    version: z.number().int(),
    editedAt: instant,
    editedBy: z.string(),
    thread: z.object({ id, url: z.string() }).nullable(),
  })
  .meta({ id: "Bulletin", description: "`body` is Markdown; `thread` is where it was published." });
const Standing = z.object({ credited: z.number().int(), target: z.number().int(), status });
const PolicyChange = z
  .object({
    month,
    policy: Policy,
    saved: z.boolean(),
    changes: z.array(z.object({ slug: z.string(), name: z.string(), before: Standing, after: Standing })),
    others: z.number().int(),
  })
  .meta({
    id: "PolicyChange",
    description: "`changes`: towns with another status in that month; `others`: with another count or target, but the same status.",
  });
const Policies = z
  .object({
    policies: z.array(Policy.extend({ month: month.nullable(), changedAt: instant.nullable(), changedBy: z.string().nullable(), holdsNow: z.boolean() })),
    towns: z.array(z.object({ slug: z.string(), town: z.string(), month, target: z.number().int().nullable(), mayWithdraw: z.boolean() })),
    exemptions: z.array(z.object({ slug: z.string(), town: z.string(), month, reason: z.string(), note: z.string(), mayWithdraw: z.boolean() })),
  })
  .meta({ id: "Policies" });
const TownQuota = z
  .object({
    slug: z.string(),
    name: z.string(),
    months: z.array(
      z.object({
        month,
        credited: z.number().int(),
        target: z.number().int(),
        status,
        byKind,
        threads: z.array(id),
        closed: z.boolean(),
        corrected: Corrected.nullable(),
      }),
    ),
  })
  .meta({ id: "TownQuota" });
const CalendarDay = z.object({ date: z.string(), kind: z.enum(DAY_KINDS), name: z.string(), source: z.string() }).meta({ id: "CalendarDay" });
const Session = z.object({ user: Author.extend({ town: z.string().nullable() }).nullable(), csrfToken: z.string().nullable() }).meta({ id: "Session" });
const MailSettings = z.object({ email: z.string().nullable(), mailNotices: z.boolean() });
const Notification = z
  .object({ id, kind: z.string(), sentences: z.array(z.string()), url: z.string(), createdAt: instant, readAt: instant.nullable() })
  .meta({ id: "Notification", description: "`sentences` in the reader's language; the first says what it is about." });
const Recipient = z.object({ id, name: z.string(), email: z.string(), locale: z.string().nullable(), createdAt: instant });
const Delivery = z.object({
  id,
  subject: z.string(),
  for: z.string().nullable(),
  state: z.enum(["waiting", "failed"]),
  createdAt: instant,
  attempts: z.number().int(),
  nextAt: instant.nullable(),
  error: z.string().nullable(),
});
const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    reference: z.string().optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457; `errors` names each field that cannot be taken." });

const idPath = { path: z.object({ id }) };
const datePath = { path: z.object({ date: dateInput }) };
const monthPath = { path: z.object({ month: monthInput }) };
const slugPath = { path: z.object({ slug: z.string() }) };
const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
const problem = { description: "Refused", content: { "application/problem+json": { schema: Problem } } };
const reads = (summary: string, answer: z.ZodType, more: object = {}): ZodOpenApiOperationObject => ({
  summary,
  ...more,
  responses: { "200": { description: "OK", ...json(answer) }, default: problem },
});
const writes = (
  summary: string,
  code: "200" | "201" | "204",
  answer: z.ZodType | null,
  body: z.ZodType | null,
  more: object = {},
): ZodOpenApiOperationObject => ({
  summary,
  security: [{ session: [], csrf: [] }, { token: [] }],
  requestParams: { ...more, header: z.object({ "Idempotency-Key": z.string().optional() }) },
  ...(body && { requestBody: { required: true, ...json(body) } }),
  responses: { [code]: { description: "Done", ...(answer ? json(answer) : {}) }, default: problem },
});

/** What a step takes besides the thread of its address. */
function bodyOf(name: StepName): z.ZodType {
  const { threadId: _, ...shape } = STEPS[name].input.shape;
  return z.object(shape);
}
const ImportedDay = CalendarDay.extend({
  before: z.object({ kind: z.enum(DAY_KINDS), name: z.string() }).nullable(),
  isNew: z.boolean(),
  differs: z.boolean(),
}).meta({ id: "ImportedDay" });
const Due = z
  .object({
    what: z.enum(["assignment", "answer"]),
    since: instant,
    reopened: z.boolean(),
    limitDays: z.number().int(),
    extensionDays: z.number().int(),
    dueDay: z.string(),
    days: z.array(z.object({ date: z.string(), weekday: z.number().int(), worked: z.boolean(), name: z.string(), count: z.number().int() })),
    missingYears: z.array(z.number().int()),
  })
  .meta({ id: "Due" });
const Office = z.object({ slug: z.string(), name: z.string(), kind: z.enum(["town", "department"]) }).meta({ id: "Office" });
const Slug = z.object({ slug: z.string() });
const AnswerTemplate = z
  .object({
    id: z.number().int(),
    office: z.object({ slug: z.string(), name: z.string() }).nullable(),
    name: z.string(),
    body: z.string(),
    changedAt: z.string().meta({ format: "date-time" }),
  })
  .meta({ id: "AnswerTemplate" });
const Numbered = z.object({ id });
const Place = z.object({ slug: z.string(), name: z.string() });
const Departments = z
  .object({
    departments: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        position: z.number().int(),
        retired: z.boolean(),
        lead: z.string().nullable(),
        members: z.number().int(),
      }),
    ),
    categories: z.array(z.object({ id, slug: z.string(), name: z.string(), position: z.number().int(), retired: z.boolean() })),
    rules: z.array(
      z.object({
        id,
        name: z.string(),
        position: z.number().int(),
        kind: z.enum(KINDS).nullable(),
        town: Place.nullable(),
        category: Place.nullable(),
        office: Office.nullable(),
      }),
    ),
  })
  .meta({ id: "Departments" });
const count = z.number().int();
const Desk = list(
  z.object({
    id,
    url: z.string(),
    title: z.string(),
    kind: z.enum(["QUESTION", "OPINION"]),
    town: z.string(),
    office: z.string().nullable(),
    state: z.enum(FEEDBACK_STATES),
    category: z.string().nullable(),
    channel: z.enum(["online", "phone", "counter"]),
    private: z.boolean(),
    receivedAt: instant,
    dueAt: instant,
    dueDay: z.string(),
    overdue: z.boolean(),
    soon: z.boolean(),
    draft: z.enum(["writing", "waiting"]).nullable(),
  }),
).extend({ counts: z.object({ open: count, overdue: count, soon: count, mine: count, received: count, answered: count, all: count }) });
const Overdue = list(
  z.object({
    id,
    url: z.string(),
    title: z.string(),
    town: z.string(),
    office: z.string().nullable(),
    receivedAt: instant,
    dueDay: z.string(),
    waitsDays: z.number().int(),
    remindedAt: instant.nullable(),
  }),
).extend({ counts: z.object({ overdue: z.number().int(), "60": z.number().int(), "90": z.number().int() }) });
const { shape: replyShape } = ReplyInput;
const { shape: postShape } = EditPostInput;
const { shape: threadShape } = EditThreadInput;
const { shape: moveShape } = MoveThreadInput;

/** The API as OpenAPI 3.1, made from the schemas that parse its input. */
export const document = () =>
  createDocument({
    openapi: "3.1.0",
    info: { title: "Public Opinion Online (民意在线)", version: "1", description: "Times are ISO 8601 UTC; months are those of the site's time zone." },
    servers: [{ url: url("/api/v1") }],
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "minyi.sid" },
        csrf: { type: "apiKey", in: "header", name: "x-csrf-token", description: "From GET /session." },
        token: { type: "http", scheme: "bearer", description: "A personal token; needs no x-csrf-token." },
      },
    },
    paths: {
      "/session": {
        get: reads("Who is signed in, and the token for writes", Session),
        post: writes("Sign in", "200", Session, SignInInput),
        delete: writes("Sign out", "204", null, null),
      },
      "/accounts": {
        get: reads("The accounts (administrators)", list(z.object({}).loose())),
        post: writes("Sign up as a resident", "201", Session, SignUpInput),
      },
      "/accounts/{id}/suspension": {
        put: writes("Suspend an account (administrators)", "204", null, null, idPath),
        delete: writes("Let it in again", "204", null, null, idPath),
      },
      "/tokens": {
        get: reads("One's personal tokens", list(z.object({ id, name: z.string(), createdAt: instant }))),
        post: writes("A new one; the secret is told once", "201", z.object({ id, token: z.string() }), TokenInput),
      },
      "/tokens/{id}": { delete: writes("End a token", "204", null, null, idPath) },
      "/invitations": {
        get: reads("Open invitations (administrators)", list(z.object({}).loose())),
        post: writes("Invite; the link is told once", "201", z.object({ id, url: z.string() }), InvitationInput),
      },
      "/account/mail": {
        get: reads("Where one's notices go by e-mail", MailSettings),
        put: writes(
          "Change it; a new address holds once the link that is sent to it was opened",
          "200",
          MailSettings.extend({ confirming: z.boolean() }),
          MailInput,
        ),
      },
      "/notifications": {
        get: reads("One's notices, newest first", list(Notification).extend({ unread: z.number().int() }), { requestParams: { query: NotificationsQuery } }),
      },
      "/notifications/read": { put: writes("Mark them as read, up to one of them or all", "204", null, ReadInput) },
      "/quota/{slug}/reminders": {
        get: reads(
          "What a town was reminded of, newest first (its association, administrators)",
          list(z.object({ month, stage: z.string(), sentAt: instant })),
          {
            requestParams: { ...slugPath, query: TownQuotaQuery },
          },
        ),
      },
      "/recipients": {
        get: reads("Who else gets a town's notices by e-mail (its association, administrators)", list(Recipient), {
          requestParams: { query: RecipientsQuery },
        }),
        post: writes("Name one more", "201", z.object({ id }), RecipientInput, { query: RecipientsQuery }),
      },
      "/recipients/{id}": { delete: writes("Remove one", "204", null, null, idPath) },
      "/deliveries": {
        get: reads("Mails that wait or were given up (administrators)", list(Delivery), {
          requestParams: { query: z.object({ cursor: z.string().optional() }) },
        }),
      },
      "/deliveries/{id}/retry": { post: writes("Try a mail again now", "204", null, null, idPath) },
      "/invitations/{id}": { delete: writes("Revoke an invitation", "204", null, null, idPath) },
      "/audit": {
        get: reads("Who decided what (administrators); newest first", list(AuditEntry), { requestParams: { query: AuditQuery } }),
      },
      "/towns": {
        get: reads("Every town with its month", list(TownView)),
        post: writes("Open a town's board (administrators)", "201", z.object({}).loose(), NewTownInput),
      },
      "/towns/{slug}": {
        get: reads("One town", TownView, { requestParams: slugPath }),
        patch: writes("Change a town (administrators)", "200", z.object({}).loose(), EditTownFields.partial(), slugPath),
      },
      "/threads": {
        get: reads(
          "Threads, a keyset page at a time",
          list(
            ThreadItem.extend({
              publishedAt: instant,
              lastPostAt: instant,
              dueDay: z.string().nullable(),
              overdue: z.boolean(),
              activity: ActivityLine.nullable(),
              supports: z.number().int(),
            }),
          ),
          {
            requestParams: { query: ThreadsQuery },
          },
        ),
        post: writes("Start a thread", "201", Thread, StartThreadInput),
      },
      "/forecast": { post: writes("What a thread would count for if it were published now; null for who is no association", "200", Told, ForecastInput) },
      "/threads/{id}": {
        get: reads("A thread with its opening post", Thread, { requestParams: idPath }),
        patch: writes(
          "Edit the title or the opening post",
          "200",
          Thread,
          z.object({ title: threadShape.title, body: threadShape.body, version: z.number().int().optional() }),
          idPath,
        ),
        delete: writes("Remove a thread", "204", null, null, idPath),
      },
      "/threads/{id}/restoration": { post: writes("Show a removed thread again (moderators)", "200", Thread, null, idPath) },
      "/threads/{id}/closure": {
        put: writes("Close a thread (moderators)", "200", Thread, null, idPath),
        delete: writes("Reopen it", "200", Thread, null, idPath),
      },
      "/threads/{id}/pin": { put: writes("Pin a thread (moderators)", "200", Thread, null, idPath), delete: writes("Unpin it", "200", Thread, null, idPath) },
      "/threads/{id}/place": {
        put: writes("Move to another town or kind (moderators)", "200", Thread, z.object({ town: moveShape.town, kind: moveShape.kind }), idPath),
      },
      ...Object.fromEntries(STEP_NAMES.map((name) => [`/threads/{id}/${name}`, { post: writes(`Feedback: ${name}`, "200", Thread, bodyOf(name), idPath) }])),
      "/departments": {
        get: reads("Departments, categories and rules of assignment (administrators)", Departments),
        post: writes("Open a department (administrators)", "201", Slug, NewDepartmentInput),
      },
      "/departments/{slug}": {
        patch: writes("Change its name, place or lead", "200", Slug, EditDepartmentInput.partial(), slugPath),
        delete: writes("Give it nothing new any more", "204", null, null, slugPath),
      },
      "/categories": {
        get: reads("What questions and opinions are about", list(z.object({ slug: z.string(), name: z.string() }))),
        post: writes("Add a category (administrators)", "201", Slug, NewCategoryInput),
      },
      "/categories/{slug}": { delete: writes("Offer it no longer", "204", null, null, slugPath) },
      "/assignment-rules": { post: writes("Add a rule (administrators)", "201", Numbered, RuleInput) },
      "/assignment-rules/{id}": { put: writes("Change a rule", "200", Numbered, RuleInput, idPath), delete: writes("Remove it", "204", null, null, idPath) },
      "/desk": {
        get: reads("The queue of the reader's offices, by due time (offices and administrators)", Desk, {
          requestParams: { query: DeskQuery.extend({ cursor: cursorInput, limit: limitInput }) },
        }),
      },
      "/desk/templates": {
        get: reads("Texts that the reader's offices often answer with (offices and administrators)", list(AnswerTemplate)),
        post: writes("Add one", "201", Numbered, NewTemplateInput),
      },
      "/desk/templates/{id}": {
        patch: writes("Change it", "200", Numbered, EditTemplateInput, idPath),
        delete: writes("Remove it", "204", null, null, idPath),
      },
      "/overdue": { get: reads("What is late, longest first (administrators)", Overdue, { requestParams: { query: OverdueQuery } }) },
      "/threads/{id}/reminder": { post: writes("Remind its office (administrators)", "200", Thread, null, idPath) },
      "/offices": { get: reads("Towns and departments: who answers", list(Office)) },
      "/threads/{id}/grant": {
        put: writes(
          "Credit a thread that is short, empty or a repetition, for a reason (moderators)",
          "200",
          Thread,
          z.object({ reason: GrantInput.shape.reason }),
          idPath,
        ),
        delete: writes("Take that back (moderators)", "200", Thread, null, idPath),
      },
      "/threads/{id}/posts": {
        get: reads(
          "Replies, a keyset page at a time; or, with `since`, all that changed after that version",
          list(Post).extend({ version: z.number().int(), more: z.boolean().optional() }),
          {
            requestParams: { ...idPath, query: PostsQuery },
          },
        ),
        post: writes("Reply", "201", Post, z.object({ body: replyShape.body, parentId: id.optional() }), idPath),
      },
      "/threads/{id}/pictures": {
        get: reads("Its pictures", z.object({ items: z.array(Picture) }), { requestParams: idPath }),
        post: {
          ...writes("Add pictures (its association): picture1 with alt1, up to picture6", "201", z.object({ items: z.array(Picture) }), null, idPath),
          requestBody: { required: true, content: { "multipart/form-data": { schema: PictureForm } } },
        },
      },
      "/pictures/{id}": { delete: writes("Take a picture away", "204", null, null, idPath) },
      "/threads/{id}/activity": {
        get: reads("Where and when an activity takes place", z.object({ activity: Activity.nullable() }), { requestParams: idPath }),
        put: writes("Say or change it (its association, moderators)", "200", z.object({ activity: Activity }), EditActivityInput, idPath),
      },
      "/threads/{id}/activity/cancellation": { post: writes("Call it off", "200", z.object({ activity: Activity }), CancelActivityInput, idPath) },
      "/threads/{id}/activity/held": { post: writes("Say that it took place", "200", z.object({ activity: Activity }), null, idPath) },
      "/threads/{id}/sign-ups": {
        get: reads(
          "Who has signed up (its association, administrators)",
          z.object({ items: z.array(SignUp.extend({ createdAt: instant })), taken: z.number().int(), waiting: z.number().int() }),
          { requestParams: idPath },
        ),
      },
      "/threads/{id}/sign-up": {
        get: reads("One's own sign-up", z.object({ signUp: OwnSignUp.nullable() }), { requestParams: idPath }),
        put: writes("Take places, or wait for them; or change it", "200", z.object({ signUp: OwnSignUp }), BookingInput, idPath),
        delete: writes("Give them back", "204", null, null, idPath),
      },
      "/posts/{id}": {
        get: reads("A post", Post, { requestParams: idPath }),
        patch: writes("Edit a post", "200", Post, z.object({ body: postShape.body, version: z.number().int().optional() }), idPath),
        delete: writes("Remove a post", "204", null, null, idPath),
      },
      "/posts/{id}/restoration": { post: writes("Show a removed post again", "200", Post, null, idPath) },
      "/calendar": {
        get: reads("The days of a year that the week does not tell", list(CalendarDay).extend({ year: z.number().int(), missing: z.boolean() }), {
          requestParams: { query: CalendarQuery },
        }),
      },
      "/calendar/import": {
        post: writes(
          "Read a notice, a CSV or an iCalendar text in (administrators); `dryRun` writes nothing",
          "200",
          list(ImportedDay),
          ImportInput.extend({ dryRun: z.boolean().optional() }),
        ),
      },
      "/threads/{id}/due": { get: reads("How the due date of a question was counted, day by day", Due, { requestParams: idPath }) },
      "/calendar/{date}": {
        put: writes("Say what kind of day a date is (administrators)", "200", CalendarDay, CalendarDayInput.omit({ date: true }), datePath),
        delete: writes("Let it follow the week again", "204", null, null, datePath),
      },
      ...askerPaths({ reads, writes }, Thread),
      ...planningPaths({ reads, writes }),
      ...monitoringPaths({ reads, writes }),
      ...statisticsPaths({ reads }),
      "/quota": { get: reads("A month over all towns, as open data", OpenQuota, { requestParams: { query: QuotaQuery } }) },
      "/quota/policies": { get: reads("What is owed, from when, with the towns' own targets and exemptions (administrators)", Policies) },
      "/quota/policies/{month}": {
        put: writes("Decide what is owed from a month on; a dry run only tells what it would do (administrators)", "200", PolicyChange, PolicyInput, {
          ...monthPath,
          query: DryRunQuery,
        }),
      },
      "/quota/{month}/close": { post: writes("Close a month that is over; again changes nothing (administrators)", "200", Quota, null, monthPath) },
      "/quota/{month}/corrections": {
        post: writes("Put a figure of a closed month right, beside the frozen one (administrators)", "200", Quota, CorrectionInput, monthPath),
      },
      "/quota/{month}/reopening": { post: writes("Open a closed month again (administrators)", "200", Quota, ReopeningInput, monthPath) },
      "/quota/{month}/bulletin": {
        get: reads("The written report of a closed month; a draft only for administrators", Bulletin, { requestParams: monthPath }),
      },
      "/quota/{month}/threads": {
        get: reads("The threads behind a month's number, or those that do not count and why", list(MonthThread).extend({ total: z.number().int() }), {
          requestParams: { ...monthPath, query: MonthThreadsQuery },
        }),
      },
      "/quota/{slug}": { get: reads("A town month by month", TownQuota, { requestParams: { ...slugPath, query: TownQuotaQuery } }) },
    },
  });

/** Serves the description. */
export function openapi(): Router {
  const router = Router();
  let text: string | undefined;
  router.get("/openapi.json", (_req, res) => {
    text ??= JSON.stringify(document());
    res.type("json").send(text);
  });
  return router;
}
