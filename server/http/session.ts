import type { RequestHandler } from "express";
import session from "express-session";
import passport from "passport";
import { Strategy as LocalStrategy } from "passport-local";
import { config } from "../config.ts";
import { SESSION_MS, SessionStore } from "./session-store.ts";

export const SESSION_COOKIE = "minyi.sid";

/** What the people room does for the session: kept apart so that http/ imports no room. */
export interface Gate {
  check(username: unknown, password: unknown): Promise<{ id: number }>;
  /** The account behind a session, or null when it may no longer act. */
  member(id: number): Promise<Express.User | null>;
}

export interface Sessions {
  /** Reads the session and who it belongs to; gives those who have none no cookie. */
  handlers: RequestHandler[];
  passport: passport.Authenticator;
}

/** express-session over the site's database, and Passport on top of it. */
export function sessions(gate: Gate): Sessions {
  const authenticator = new passport.Passport();
  authenticator.use(
    new LocalStrategy((username, password, done) => {
      gate.check(username, password).then((account) => done(null, account as Express.User), done);
    }),
  );
  authenticator.serializeUser((user, done) => done(null, (user as { id: number }).id));
  authenticator.deserializeUser((id: number, done) => {
    gate.member(id).then((user) => done(null, user ?? false), done);
  });
  const stored = session({
    name: SESSION_COOKIE,
    secret: config().sessionSecret,
    store: new SessionStore(),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: "lax", secure: "auto" as unknown as boolean, maxAge: SESSION_MS, path: config().basePath || "/" },
  });
  return { handlers: [stored, authenticator.session()], passport: authenticator };
}
