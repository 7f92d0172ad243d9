import type { Request, Response } from "express";
import { officesOf } from "../access/actor.ts";
import { BY_VERSION_MS, TimedCache } from "../core/cache/timed.ts";
import { config, LOCALES, type Locale } from "../core/config.ts";
import { KINDS } from "../core/kinds.ts";
import { boardUrl, url } from "../core/urls.ts";
import type { Assets } from "./assets.ts";
import type { Notice } from "./augment.ts";
import { type CachedPage, cachedPage, sendCached } from "./cached-page.ts";
import { csrfToken } from "./csrf.ts";
import { datesOf } from "./dates.ts";
import { type Translate, texts } from "./i18n.ts";
import { prefersElder } from "./preferences.ts";
import { render } from "./templates.ts";

/** What a page says of itself. */
export interface Page {
  title: string;
  /** Entries of static/client/pages besides `site`. */
  scripts?: string[];
  /** Loads the Socket.IO client; for someone signed in every page does. */
  live?: boolean;
  wide?: boolean;
  /** The page has a form for people who are not signed in: begins a session for its token. */
  form?: boolean;
}

export interface Pages {
  /** Answers with a page of the site. */
  show(req: Request, res: Response, view: string, page: Page, model: object): Promise<void>;
  /** Begins a session where there is none: for forms of people who are not signed in. */
  begin(req: Request, res: Response): Promise<void>;
  /**
   * The same, made once for all readers without an account. @param version must change with everything that `make` reads, in any process;
   * names of people and towns apart, for which `cache` is cleared
   */
  showCached(req: Request, res: Response, view: string, version: string, make: () => Promise<{ page: Page; model: object }>): Promise<void>;
  cache: TimedCache<Promise<CachedPage>>;
  /** A part of a page in one language, the same for every reader. */
  fragment(view: string, locale: Locale, model: object): string;
}

const MOST_BYTES = 32_000_000;

type Begin = (req: Request, res: Response) => Promise<void>;

/** The one maker of pages. @param isFirstRun whether there is no administrator yet */
export function pages({ asset, script, preloads }: Assets, t: Record<Locale, Translate>, isFirstRun: () => Promise<boolean>, begin: Begin): Pages {
  const cache = new TimedCache<Promise<CachedPage>>({ max: MOST_BYTES, sizeOf: ({ plain }) => plain.length * 2, maxAgeMs: BY_VERSION_MS });
  const dates = datesOf();
  // As written: the placeholders are for the browser's modules to fill.
  const textsFor = Object.fromEntries(
    LOCALES.map((locale) => [locale, { all: clientTexts(locale, "client"), desk: clientTexts(locale, "client", "clientOfDesk") }]),
  );

  const common = (locale: Locale) => ({ t: t[locale], u: url, asset, script, ...dates[locale] });

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
        publish: actor.role === "association",
        desk: actor.role === "administrator" || officesOf(actor).length > 0,
      },
      firstRun: await isFirstRun(),
      notice: notice as Notice | null,
      socketPath: url("/socket.io"),
      liveClient: url("/socket.io/socket.io.min.js"),
      base: config().basePath,
      kinds: KINDS,
    };
  }

  function html(req: Request, site: Awaited<ReturnType<typeof siteOf>>, view: string, page: Page, model: object): string {
    const scripts = ["site", ...(site.account ? ["signed-in"] : []), ...(page.scripts ?? [])];
    const described = { wide: false, ...page, live: page.live === true || site.account !== null, scripts, preloads: preloads(scripts) };
    const { all, desk } = textsFor[req.locale as Locale]!;
    return render(view, { form: null, ...common(req.locale as Locale), clientTexts: site.may.desk ? desk : all, site, page: described, ...model });
  }

  async function show(req: Request, res: Response, view: string, page: Page, model: object): Promise<void> {
    if (page.form && !req.session) await begin(req, res);
    const site = await siteOf(req, page);
    const isOnesOwn = site.account !== null || site.csrf !== null;
    res.set("cache-control", isOnesOwn ? "private, no-store" : "private, no-cache").vary("Cookie");
    res
      .set("content-language", req.locale)
      .type("html")
      .send(html(req, site, view, page, model));
  }

  return {
    show,
    begin,
    cache,
    async showCached(req, res, view, version, make) {
      if (req.actor.id !== null || req.session?.notice) {
        const { page, model } = await make();
        return show(req, res, view, page, model);
      }
      const key = [version, view, req.originalUrl, req.locale, +prefersElder(req), +(await isFirstRun())].join(" ");
      const made = await cache.get(key, async () => {
        const { page, model } = await make();
        return cachedPage(html(req, await siteOf(req, page), view, page, model));
      });
      res.set({ "cache-control": "private, no-cache", "content-language": req.locale }).vary("Cookie");
      await sendCached(req, res, made);
    },
    fragment: (view, locale, model) => render(view, { ...common(locale), ...model }),
  };
}

/** The texts of the browser's modules, as JSON inside a page; those of the desk go only to who has one. */
const clientTexts = (locale: Locale, ...groups: string[]): string =>
  JSON.stringify(Object.assign({}, ...groups.map((group) => texts(locale)[group]))).replace(/</g, "\\u003c");

const accountView = (user: Express.User) => ({
  username: user.username,
  displayName: user.displayName,
  role: user.role,
  town: user.town && { ...user.town, url: boardUrl(user.town.slug) },
  unread: user.unread,
  initials: [...user.displayName][0] ?? "",
});
