import type { RequestHandler } from "express";
import { identify } from "../http/identify.ts";
import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import type { Sessions } from "../http/session.ts";
import { hasAdministrator } from "./accounts.ts";
import { accountsApi } from "./api.ts";
import { door } from "./door.ts";
import { SignInInput } from "./inputs.ts";
import { peoplePages } from "./pages.ts";
import { checkCredentials, memberOf } from "./sign-in.ts";
import { bearer } from "./tokens.ts";

/** Accounts, sessions and personal tokens. */
export const accounts = {
  /** How a session checks who signs in, and who its owner is now. */
  credentials: { check: (username: string, password: string) => checkCredentials(SignInInput.parse({ username, password })), member: memberOf },
  firstRun,
  identify: (readSession: RequestHandler) => identify(readSession, bearer),
  routes(site: Pages, session: Sessions): Module {
    const entrance = door(session);
    return { pages: [peoplePages(site, entrance)], api: [accountsApi(site, entrance)] };
  },
};

/** Whether there is no administrator yet; once there is one, there always is. */
function firstRun(): () => Promise<boolean> {
  let over = false;
  return async () => {
    over ||= await hasAdministrator();
    return !over;
  };
}
