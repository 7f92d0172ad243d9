import type { RequestHandler } from "express";
import { ANYONE } from "../access/actor.ts";

/** Whose token it is; null for none. */
type Bearer = (secret: string) => Promise<Express.User | null | undefined>;

/** Express compares addresses without regard to case, and so does this. */
const API = /^\/api\/v1(?:\/|$)/i;

/**
 * Sets `req.actor`: by a personal token below the API, else by the session. A request with a token reads no cookie, so it cannot be forged.
 * @param readSession the session's middleware @param bearer the account of a personal token
 */
export const identify = (readSession: RequestHandler, bearer: Bearer): RequestHandler[] => [
  byToken(bearer),
  (req, res, next) => (req.byToken ? next() : readSession(req, res, next)),
  (req, _res, next) => {
    req.actor = req.user ?? ANYONE;
    next();
  },
];

const byToken =
  (bearer: Bearer): RequestHandler =>
  async (req, _res, next) => {
    req.actor = ANYONE;
    if (!API.test(req.path)) return next();
    const [, secret] = /^Bearer (\S+)$/.exec(req.get("authorization") ?? "") ?? [];
    if (secret === undefined) return next();
    const user = await bearer(secret);
    if (user) Object.assign(req, { user, actor: user, byToken: true });
    next();
  };
