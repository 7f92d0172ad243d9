import type { Server as HttpServer } from "node:http";
import compression from "compression";
import express, { type Express, type RequestHandler } from "express";
import type { Server as SocketServer } from "socket.io";
import { ANYONE } from "./access/actor.ts";
import { hasAdministrator } from "./accounts/accounts.ts";
import { accountsApi } from "./accounts/api.ts";
import { door } from "./accounts/door.ts";
import { SignInInput } from "./accounts/inputs.ts";
import { peoplePages } from "./accounts/pages.ts";
import { checkCredentials, memberOf } from "./accounts/sign-in.ts";
import { bearer } from "./accounts/tokens.ts";
import { activitiesApi } from "./activities/api.ts";
import { bookingPages } from "./activities/booking-pages.ts";
import { activityCalendars } from "./activities/calendar-pages.ts";
import { activityPages } from "./activities/pages.ts";
import { adminApi } from "./admin/api.ts";
import { adminPages } from "./admin/pages.ts";
import { calendarApi } from "./calendar/api.ts";
import { calendarPages } from "./calendar/pages.ts";
import { config } from "./core/config.ts";
import type { EventName, Reactions } from "./core/events.ts";
import { NotFound } from "./core/problems.ts";
import { db, onCommitted } from "./data/client.ts";
import { forumApi } from "./forum/api.ts";
import { editPages } from "./forum/edit-pages.ts";
import { filePages } from "./forum/file-pages.ts";
import { moderatingPages } from "./forum/moderating-pages.ts";
import { forumPages } from "./forum/pages.ts";
import { previewPages } from "./forum/preview-pages.ts";
import { wholeThread } from "./forum/thread-json.ts";
import { answerProblems } from "./http/answer-problems.ts";
import { assets } from "./http/assets.ts";
import { headers } from "./http/headers.ts";
import { translators } from "./http/i18n.ts";
import { idempotent } from "./http/idempotency.ts";
import { live } from "./http/live.ts";
import { type Log, requestLog } from "./http/log.ts";
import { openapi } from "./http/openapi.ts";
import { pages } from "./http/pages.ts";
import { speak } from "./http/preferences.ts";
import { sessions } from "./http/session.ts";
import { knowledgeApi } from "./knowledge/knowledge-api.ts";
import { knowledgePages } from "./knowledge/knowledge-pages.ts";
import { mediaApi } from "./media/api.ts";
import { mediaPages } from "./media/pages.ts";
import { notificationsApi } from "./notifications/api.ts";
import { deliveryPages } from "./notifications/delivery-pages.ts";
import { mailPages } from "./notifications/mail-pages.ts";
import { notificationPages } from "./notifications/pages.ts";
import { recipientPages } from "./notifications/recipient-pages.ts";
import { officeApi } from "./offices/office-api.ts";
import { officePages } from "./offices/office-pages.ts";
import { described } from "./openapi.ts";
import { planningApi } from "./planning/api.ts";
import { approvalPages } from "./planning/approval-pages.ts";
import { draftPages } from "./planning/draft-pages.ts";
import { planningPages } from "./planning/pages.ts";
import { recapPages } from "./planning/recap-pages.ts";
import { startingPages } from "./planning/starting-pages.ts";
import { severalPages } from "./questions/answers/several-pages.ts";
import { templatePages } from "./questions/answers/template-pages.ts";
import { feedbackApi } from "./questions/api.ts";
import { askerPages } from "./questions/asker/asker-pages.ts";
import { overdueApi } from "./questions/deadlines/api.ts";
import { overduePages } from "./questions/deadlines/overdue-pages.ts";
import { deskApi } from "./questions/desk/desk-api.ts";
import { deskPages } from "./questions/desk/desk-pages.ts";
import { handlingSockets } from "./questions/page/live.ts";
import { notePages } from "./questions/page/note-pages.ts";
import { signOffPages } from "./questions/page/sign-off-pages.ts";
import { stepPages } from "./questions/page/step-pages.ts";
import { feedbackPages } from "./questions/pages.ts";
import { signOffApi } from "./questions/sign-off/sign-off-api.ts";
import { quotaApi } from "./quota/api.ts";
import { exceptionPages } from "./quota/exception-pages.ts";
import { quotaSockets } from "./quota/live.ts";
import { policyPages } from "./quota/policy-pages.ts";
import { reactions } from "./reactions.ts";
import { bulletinPages } from "./reporting/bulletin/bulletin-pages.ts";
import { closingPages } from "./reporting/closing/closing-pages.ts";
import { monitoringPages } from "./reporting/monitoring/monitoring-pages.ts";
import { adminHomePages } from "./reporting/month/admin-pages.ts";
import { quotaPages } from "./reporting/month/pages.ts";
import { reportPages } from "./reporting/reports/report-pages.ts";
import { statisticsApi } from "./reporting/statistics/api.ts";
import { statisticsPages } from "./reporting/statistics/statistics-pages.ts";
import { settingsApi } from "./settings/api.ts";
import { settingsPages } from "./settings/pages.ts";
import { postHtml } from "./threads/cache/post-html.ts";
import { forumSockets } from "./threads/live.ts";

/** Who sends nothing sends an empty form: the fields that are missing are told, instead of a failure. */
const bodyOrNone: RequestHandler = (req, _res, next) => {
  req.body ??= {};
  next();
};

/** A form's text may be nine bytes a character on the wire; a megabyte is refused. */
const BODY_LIMIT = "512kb";

export interface App {
  /** The whole section as an Express application, under its base path; another site mounts it with `use`. */
  handler: Express;
  /** Adds live updates to the server that the section is served from. */
  goLive(server: HttpServer): SocketServer;
}

/** Puts the rooms together; the one file that knows them all. The configuration and the database are in place before. */
export function createApp(log: Log): App {
  const { trustProxy, basePath } = config();
  const t = translators();
  const files = assets();
  const session = sessions({ check: (username, password) => checkCredentials(SignInInput.parse({ username, password })), member: memberOf });
  const entrance = door(session);
  const site = pages(files, t, firstRun(), session.begin);
  const posts = postHtml(site);

  const section = express.Router();
  section.use(requestLog(log), headers(), compression());
  section.use(files.router);
  section.get("/healthz", (_req, res) => void res.type("text").send("ok"));
  section.get("/readyz", async (_req, res) => {
    await db.$queryRaw`SELECT 1`;
    res.type("text").send("ok");
  });
  // Who asks and in which language comes before what they send: a body that cannot be read is refused on their own page.
  section.use(speak(t), token, unlessByToken(session.read), actorOf, speak(t));
  section.use(express.urlencoded({ extended: false, limit: BODY_LIMIT }), express.json({ limit: BODY_LIMIT }), bodyOrNone);

  const declared = [settingsApi, calendarApi, activitiesApi, mediaApi, accountsApi(site, entrance), notificationsApi, adminApi];
  const api = express.Router();
  api.use(
    askersOwn,
    idempotent,
    openapi(declared, described),
    ...declared.map(({ routes }) => routes),
    forumApi(),
    statisticsApi(),
    feedbackApi(wholeThread),
    deskApi(),
    overdueApi(wholeThread),
    signOffApi(wholeThread),
    knowledgeApi(),
    officeApi(),
    quotaApi(),
    planningApi(),
  );
  section.use("/api/v1", api);
  section.use(
    startingPages(site),
    previewPages(site),
    editPages(site),
    moderatingPages(site),
    forumPages(site, posts),
    feedbackPages(site),
    stepPages(site),
    notePages(site),
    signOffPages(site),
    statisticsPages(site),
    askerPages(site),
    deskPages(site),
    severalPages(site),
    filePages(site),
    templatePages(site),
    knowledgePages(site),
    officePages(site),
    overduePages(site),
    activityPages(site),
    bookingPages(site),
    activityCalendars(),
    recapPages(site),
    mediaPages(site),
    quotaPages(site),
    policyPages(site),
    exceptionPages(site),
    closingPages(site),
    bulletinPages(site),
    monitoringPages(site), // after the others below /admin/quota: it takes a month there
    reportPages(site),
    peoplePages(site, entrance),
    planningPages(site),
    draftPages(site),
    approvalPages(site),
    adminHomePages(site),
    adminPages(site),
    settingsPages(site),
    calendarPages(site),
    mailPages(site),
    notificationPages(site),
    recipientPages(site),
    deliveryPages(site),
  );
  section.use(() => {
    throw new NotFound();
  });
  section.use(answerProblems(site));

  const handler = express();
  handler.set("trust proxy", trustProxy).disable("x-powered-by");
  handler.use(basePath || "/", section);

  function goLive(server: HttpServer): SocketServer {
    const sockets = live(server, session, handler.get("trust proxy fn"));
    const rooms = [forumSockets(sockets, posts), quotaSockets(sockets), handlingSockets(sockets)];
    sockets.io.on("connection", (socket) => {
      for (const room of rooms) room(socket);
    });
    listen(reactions(sockets.io, posts, site), log);
    return sockets.io;
  }

  return { handler, goLive };
}

/** Calls what follows from an event; a reaction that fails is logged and hurts nobody. */
function listen(table: Reactions, log: Log): void {
  onCommitted(({ name, payload }) => {
    for (const react of (table[name as EventName] ?? []) as ((payload: unknown) => unknown)[]) {
      // Begun at once: caches are invalidated before the writer is answered.
      new Promise((resolve) => resolve(react(payload))).catch((error) => log.error({ err: error, event: name }, "reaction failed"));
    }
  });
}

/** Whether there is no administrator yet; once there is one, there always is. */
function firstRun(): () => Promise<boolean> {
  let over = false;
  return async () => {
    over ||= await hasAdministrator();
    return !over;
  };
}

/** Case apart, as Express reads addresses. */
const API = /^\/api\/v1(?:\/|$)/i;

/** A personal token instead of a session, for the API alone: no cookie is read, so there is nothing to forge. Pages do not know of it. */
const token: RequestHandler = async (req, _res, next) => {
  req.actor = ANYONE;
  if (!API.test(req.path)) return next();
  const [, secret] = /^Bearer (\S+)$/.exec(req.get("authorization") ?? "") ?? [];
  if (secret === undefined) return next();
  const user = await bearer(secret);
  if (user) Object.assign(req, { user, actor: user, byToken: true });
  next();
};

/** An answer of the API to someone who is signed in is theirs alone; open data says otherwise itself. */
const askersOwn: RequestHandler = (req, res, next) => {
  if (req.actor.id !== null) res.set("cache-control", "private, no-store");
  res.vary("Cookie").vary("Authorization");
  next();
};

const unlessByToken =
  (handler: RequestHandler): RequestHandler =>
  (req, res, next) =>
    req.byToken ? next() : handler(req, res, next);

const actorOf: RequestHandler = (req, _res, next) => {
  req.actor = req.user ?? ANYONE;
  next();
};
