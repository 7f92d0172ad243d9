import type { Request, Response } from "express";
import { config } from "../core/config.ts";
import { asProblem } from "../http/answer-problems.ts";
import { csrfToken } from "../http/csrf.ts";
import type { Sessions } from "../http/session.ts";
import { SESSION_COOKIE } from "../http/session.ts";
import { memberOf } from "./sign-in.ts";

/** Going in and out: the only places where a session comes to belong to an account, or ceases to. */
export interface Door {
  /** Checks the name and password of the request's body and signs in with a fresh session. @throws WrongCredentials */
  signIn(req: Request): Promise<void>;
  /** Signs in an account that was just made. */
  enter(req: Request, account: { id: number }): Promise<void>;
  /** Ends the session, here and in the browser. */
  signOut(req: Request, res: Response): Promise<void>;
}

/** Passport's callbacks as promises; it makes a new session id at every sign-in. */
export function door({ passport }: Sessions): Door {
  async function enter(req: Request, { id }: { id: number }): Promise<void> {
    const member = await memberOf(id);
    if (!member) throw asProblem(new Error("the account vanished"));
    const { notice } = req.session;
    await new Promise<void>((resolve, reject) => req.logIn(member, (error) => (error ? reject(error) : resolve())));
    if (notice) req.session.notice = notice;
    req.actor = member;
    csrfToken(req); // signed-in pages need one: made here, so that reading never writes the session
  }

  return {
    enter,
    async signIn(req) {
      const account = await new Promise<{ id: number }>((resolve, reject) => {
        passport.authenticate("local", (error: unknown, user: { id: number }) => (error ? reject(error) : resolve(user)))(req, {} as Response, reject);
      });
      await enter(req, account);
    },
    async signOut(req, res) {
      await new Promise<void>((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())));
      res.clearCookie(SESSION_COOKIE, { path: config().basePath || "/" });
    },
  };
}
