import { csrfSync } from "csrf-sync";
import type { Request, RequestHandler } from "express";
import { config } from "../config.ts";
import { Forbidden, SignInNeeded } from "../problems.ts";

const csrf = csrfSync({
  getTokenFromRequest: (req) => req.get("x-csrf-token") ?? (req.body as { _csrf?: string } | undefined)?._csrf,
});

/** The session's token; asking for it where there is no session begins one, so only forms and GET /session ask. */
export const csrfToken = (req: Request): string => csrf.generateToken(req);

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes of another site: every cookie write carries the session's token and comes from our own origin. Who has no session
 * where one is needed has lost it, or never signed in: that is said instead.
 */
export const guardWrites =
  (who: Writers): RequestHandler =>
  (req, _res, next) => {
    if (SAFE_METHODS.has(req.method) || req.byToken) return next();
    if (!isOwnOrigin(req.get("origin"), req.get("host"), req.protocol)) throw new Forbidden("csrf");
    if (who === "linkHolders") return next(); // the link's secret is what another site cannot know
    if (who === "members" && req.actor.id === null) throw new SignInNeeded("sessionLost");
    if (!csrf.isRequestValid(req)) throw new Forbidden("csrf");
    next();
  };

/** Most writes need an account; signing in and up do not; the links of mails, with a secret each, not even a session. */
export type Writers = "members" | "anyone" | "linkHolders";

/** Refuses what another site sends, for the one form that needs no token: it only chooses language and type size. */
export const guardOrigin: RequestHandler = (req, _res, next) => {
  if (!isOwnOrigin(req.get("origin"), req.get("host"), req.protocol)) throw new Forbidden("csrf");
  next();
};

/** Whether a request's Origin is this site; a request without one does not come from a browser's page of another site. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, protocol: string): boolean {
  if (origin === undefined) return true;
  const { publicUrl } = config();
  if (publicUrl && origin === new URL(publicUrl).origin) return true;
  return origin === `${protocol}://${host}`;
}
