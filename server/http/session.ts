import type { Request, RequestHandler, Response } from "express";
import session from "express-session";
import passport from "passport";
import { Strategy as LocalStrategy } from "passport-local";
import { config } from "../core/config.ts";
import { cookieNamed } from "./preferences.ts";
import { SESSION_MS, SessionStore } from "./session-store.ts";

export const SESSION_COOKIE = "minyi.sid";

/** What the people room does for the session: kept apart so that http/ imports no room. */
export interface Gate {
  check(username: unknown, password: unknown): Promise<{ id: number }>;
  /** The account behind a session, or null when it may no longer act. */
  member(id: number): Promise<Express.User | null>;
}

export interface Sessions {
  passport: passport.Authenticator;
  /** Reads the session of those who bring one, and who it belongs to. Readers without one get none. */
  read: RequestHandler;
  /** Begins a session for someone who opens a form without one. */
  begin(req: Request, res: Response): Promise<void>;
  /** The handlers themselves, for socket handshakes. */
  handlers: RequestHandler[];
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
  const handlers: RequestHandler[] = [stored, authenticator.session() as RequestHandler];
  const begin = async (req: Request, res: Response) => {
    for (const handler of handlers) await new Promise<void>((resolve, reject) => void handler(req, res, (error) => (error ? reject(error) : resolve())));
  };
  return {
    passport: authenticator,
    handlers,
    begin,
    async read(req, res, next) {
      if (!isReading(req) || cookieNamed(req.headers.cookie, SESSION_COOKIE)) await begin(req, res);
      next();
    },
  };
}

const isReading = (req: Request): boolean => req.method === "GET" || req.method === "HEAD";
