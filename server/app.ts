import type { Server as HttpServer } from "node:http";
import compression from "compression";
import express, { type Express } from "express";
import type { Server as SocketServer } from "socket.io";
import { accounts } from "./accounts/routes.ts";
import { activities } from "./activities/routes.ts";
import { admin } from "./admin/routes.ts";
import { calendar } from "./calendar/routes.ts";
import { config } from "./core/config.ts";
import { NotFound } from "./core/problems.ts";
import { forum } from "./forum/routes.ts";
import { answerProblems } from "./http/answer-problems.ts";
import { assets } from "./http/assets.ts";
import { body } from "./http/body.ts";
import { headers } from "./http/headers.ts";
import { health } from "./http/health.ts";
import { translators } from "./http/i18n.ts";
import { idempotent } from "./http/idempotency.ts";
import { live } from "./http/live.ts";
import { type Log, requestLog } from "./http/log.ts";
import type { Module } from "./http/module.ts";
import { openapi } from "./http/openapi.ts";
import { pages } from "./http/pages.ts";
import { speak } from "./http/preferences.ts";
import { privateCacheControl } from "./http/private-cache-control.ts";
import { sessions } from "./http/session.ts";
import { knowledge } from "./knowledge/routes.ts";
import { media } from "./media/routes.ts";
import { notifications } from "./notifications/routes.ts";
import { offices } from "./offices/routes.ts";
import { planning } from "./planning/routes.ts";
import { questions } from "./questions/routes.ts";
import { quota } from "./quota/routes.ts";
import { listen } from "./reactions.ts";
import { reporting } from "./reporting/routes.ts";
import { settings } from "./settings/routes.ts";
import { threads } from "./threads/routes.ts";

export interface App {
  /** The whole section as an Express application, under its base path; another site mounts it with `use`. */
  handler: Express;
  /** Adds live updates to the server that the section is served from. */
  goLive(server: HttpServer): SocketServer;
}

/** Puts the modules together; configuration and database are in place before. */
export function createApp(log: Log): App {
  const t = translators();
  const files = assets();
  const session = sessions(accounts.credentials);
  const site = pages(files, t, accounts.firstRun(), session.begin);
  const thread = threads(site);
  const modules: Module[] = [
    planning(site), // before the forum: /threads/new is no thread
    forum(site, thread.posts),
    questions(site),
    knowledge(site),
    offices(site),
    activities(site),
    media(site),
    quota(site), // before reporting, which takes a month below /admin/quota
    reporting(site),
    accounts.routes(site, session),
    admin(site),
    settings(site),
    calendar(site),
    notifications(site),
    thread,
  ];
  const api = modules.flatMap((module) => module.api ?? []);

  const section = express.Router();
  section.use(requestLog(log), headers(), compression(), files.router, health());
  // Session and locale first, so that a malformed body still gets a localised error page.
  section.use(speak(t), accounts.identify(session.read), speak(t), body());
  section.use("/api/v1", privateCacheControl, idempotent, openapi(api), ...api.map(({ routes }) => routes));
  section.use(...modules.flatMap((module) => module.pages ?? []));
  section.use(() => {
    throw new NotFound();
  });
  section.use(answerProblems(site));

  const handler = express().set("trust proxy", config().trustProxy).disable("x-powered-by");
  handler.use(config().basePath || "/", section);

  function goLive(server: HttpServer): SocketServer {
    const sockets = live(server, session, handler.get("trust proxy fn"));
    const listeners = modules.flatMap((module) => module.sockets?.(sockets) ?? []);
    sockets.io.on("connection", (socket) => {
      for (const listener of listeners) listener(socket);
    });
    listen(sockets.io, thread.posts, site, log);
    return sockets.io;
  }

  return { handler, goLive };
}
