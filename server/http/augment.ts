import type { Logger } from "pino";
import type { Actor } from "../access/actor.ts";

/** What this program adds to Express's request. */
declare global {
  namespace Express {
    interface User extends Actor {
      id: number;
      locale: string | null;
      unread: number;
      town: { slug: string; name: string } | null;
    }
    interface Request {
      log?: Logger;
      /** Who asks; ANYONE when nobody is signed in. */
      actor: Actor;
      locale: string;
      t: (key: string, args?: Record<string, unknown>) => string;
      /** True when a personal token was presented: no cookie, so no CSRF. */
      byToken?: boolean;
    }
  }
}
declare module "express-session" {
  interface SessionData {
    notice?: Notice;
  }
}

/** Said once on the next page: a text key and, where the act can be undone, the form that undoes it; where one goes on from it, the links. */
export interface Notice {
  key: string;
  args?: Record<string, number>;
  undoUrl?: string;
  links?: NoticeLink[];
}

/** `key` is the text that it says. */
export interface NoticeLink {
  key: string;
  url: string;
}
