import { csrfSync } from "csrf-sync";
import type { Request, RequestHandler } from "express";
import { config } from "../core/config.ts";
import { Forbidden, SignInNeeded } from "../core/problems.ts";

const csrf = csrfSync({
  getTokenFromRequest: (req) => req.get("x-csrf-token") ?? (req.body as { _csrf?: string } | undefined)?._csrf,
});

/** The session's token; asking for it where there is no session begins one, so only forms and GET /session ask. */
export const csrfToken = (req: Request): string => csrf.generateToken(req);

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes of another site by their origin. Who has no session where one is needed has lost it, or never signed in: that is said
 * instead. Together with `guardToken` every cookie write carries the session's token and comes from our own origin.
 */
export const guardSender =
  (who: Writers): RequestHandler =>
  (req, _res, next) => {
    if (req.byToken && NEEDS_SESSION.includes(who)) throw new Forbidden("tokenNotEnough");
    if (isFree(req)) return next();
    if (!isOwnOrigin(req.get("origin"), req.get("host"), req.protocol)) throw new Forbidden("csrf");
    if ((who === "members" || who === "inPerson") && req.actor.id === null) throw new SignInNeeded("sessionLost");
    next();
  };

/** Refuses a write without the session's token. The token of a form stands in its body: a form with files is read before. */
export const guardToken =
  (who: Writers): RequestHandler =>
  (req, _res, next) => {
    if (who !== "linkHolders" && !hasToken(req)) throw new Forbidden("csrf"); // a link's secret is what another site cannot know
    next();
  };

/** Whether the session's token came with it, as far as its body is read; or none is needed. */
export const hasToken = (req: Request): boolean => isFree(req) || csrf.isRequestValid(req);

const isFree = (req: Request): boolean => SAFE_METHODS.has(req.method) || req.byToken === true;

/**
 * Most writes need an account; signing in and up do not, but a session; the links of mails, with a secret each, not even that. "inPerson":
 * an account's own session, not a program with its token.
 */
export type Writers = "members" | "inPerson" | "anyone" | "linkHolders";

/** What a personal token cannot do: there is no session to sign in or out. */
const NEEDS_SESSION: readonly Writers[] = ["anyone", "inPerson"];

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
