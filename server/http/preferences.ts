import type { Request, RequestHandler, Response } from "express";
import { config, LOCALES, type Locale } from "../core/config.ts";

const YEAR_MS = 365 * 24 * 3600 * 1000;
const LOCALE_COOKIE = "minyi.lang";
const ELDER_COOKIE = "minyi.elder";

/** The language chosen by cookie, else by the account, else the site's. The browser's wish is not asked: docs/decisions/008. */
export function localeOf(cookies: string | undefined, account: { locale: string | null } | null): Locale {
  return knownLocale(cookieNamed(cookies, LOCALE_COOKIE)) ?? knownLocale(account?.locale) ?? config().defaultLocale;
}

export const prefersElder = (req: Request): boolean => cookieNamed(req.headers.cookie, ELDER_COOKIE) === "1";

/** Remembers what was chosen, for readers without an account too: the only cookies that they can get. */
export function remember(res: Response, chosen: { locale?: unknown; elder?: unknown }): void {
  const options = { maxAge: YEAR_MS, sameSite: "lax", httpOnly: true, path: config().basePath || "/" } as const;
  const locale = knownLocale(chosen.locale);
  if (locale) res.cookie(LOCALE_COOKIE, locale, options);
  if (chosen.elder === "1") res.cookie(ELDER_COOKIE, "1", options);
  if (chosen.elder === "0") res.clearCookie(ELDER_COOKIE, { path: options.path });
}

/** Puts the reader's language and texts on the request. */
export const speak =
  (t: Record<Locale, Express.Request["t"]>): RequestHandler =>
  (req, _res, next) => {
    const locale = localeOf(req.headers.cookie, req.user ?? null);
    req.locale = locale;
    req.t = t[locale];
    next();
  };

/** The value of one cookie in a Cookie header. */
export function cookieNamed(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  const found = header.split(/; */).find((each) => each.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

const knownLocale = (value: unknown): Locale | null => LOCALES.find((locale) => locale === value) ?? null;
