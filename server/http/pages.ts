import type { Request, Response } from "express";
import { config, type Locale } from "../config.ts";
import { KINDS } from "../kinds.ts";
import { boardUrl, url } from "../urls.ts";
import type { Assets } from "./assets.ts";
import type { Notice } from "./augment.ts";
import { csrfToken } from "./csrf.ts";
import { datesOf } from "./dates.ts";
import type { Translate } from "./i18n.ts";
import { prefersElder } from "./preferences.ts";
import { render } from "./templates.ts";

/** What a page says of itself. */
export interface Page {
  title: string;
  /** Names of browser modules besides `site`. */
  scripts?: string[];
  /** Loads the Socket.IO client. */
  live?: boolean;
  wide?: boolean;
  /** The page has a form for people who are not signed in: begins a session for its token. */
  form?: boolean;
}

export interface Pages {
  /** Answers with a page of the site. */
  show(req: Request, res: Response, view: string, page: Page, model: object): Promise<void>;
  /** A part of a page in one language, the same for every reader. */
  fragment(view: string, locale: Locale, model: object): string;
}

/** The one maker of pages. @param isFirstRun whether there is no administrator yet */
export function pages({ asset, preloads }: Assets, t: Record<Locale, Translate>, isFirstRun: () => Promise<boolean>): Pages {
  const dates = datesOf();
  const clientTexts = (locale: Locale) => t[locale]("client", { returnObjects: true }) as unknown as object;
  const textsFor = Object.fromEntries(Object.keys(t).map((locale) => [locale, JSON.stringify(clientTexts(locale as Locale)).replace(/</g, "\\u003c")]));

  const common = (locale: Locale) => ({ t: t[locale], u: url, asset, ...dates[locale], clientTexts: textsFor[locale] });

  async function siteOf(req: Request, page: Page) {
    const { actor } = req;
    const session = req.session as typeof req.session | undefined;
    const notice = session?.notice ?? null;
    if (notice) delete session?.notice;
    return {
      locale: req.locale,
      elder: prefersElder(req),
      path: req.originalUrl,
      account: actor.id === null ? null : accountView(req.user!),
      csrf: actor.id !== null || page.form ? csrfToken(req) : null,
      may: {
        administrate: actor.role === "administrator",
        moderate: actor.role === "administrator" || actor.role === "moderator",
        startThread: actor.id !== null,
      },
      firstRun: await isFirstRun(),
      notice: notice as Notice | null,
      socketPath: url("/socket.io"),
      liveClient: url("/socket.io/socket.io.min.js"),
      base: config().basePath,
      kinds: KINDS,
    };
  }

  return {
    async show(req, res, view, page, model) {
      const site = await siteOf(req, page);
      const locale = req.locale as Locale;
      if (site.account || site.csrf) res.set("cache-control", "private, no-store");
      else res.set("cache-control", "private, no-cache").vary("Cookie");
      const html = render(view, {
        form: null,
        ...common(locale),
        site,
        page: { live: false, wide: false, ...page, scripts: ["site", ...(page.scripts ?? [])], preloads: preloads(["site", ...(page.scripts ?? [])]) },
        ...model,
      });
      res.set("content-language", locale).type("html").send(html);
    },
    fragment: (view, locale, model) => render(view, { ...common(locale), ...model }),
  };
}

const accountView = (user: Express.User) => ({
  username: user.username,
  displayName: user.displayName,
  role: user.role,
  town: user.town && { ...user.town, url: boardUrl(user.town.slug) },
  initials: [...user.displayName][0] ?? "",
});
