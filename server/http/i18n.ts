import { readFileSync } from "node:fs";
import { createInstance } from "i18next";
import { config, LOCALES, type Locale } from "../config.ts";
import { projectFile } from "../data/project-file.ts";

export type Translate = (key: string, args?: Record<string, unknown>) => string;

/** The `t` of each language. Texts stand in views/texts; a key without a text shows itself, which a test refuses. */
export function translators(): Record<Locale, Translate> {
  const i18n = createInstance({
    resources: Object.fromEntries(LOCALES.map((locale) => [locale, { translation: texts(locale) }])),
    fallbackLng: config().defaultLocale,
    supportedLngs: [...LOCALES],
    load: "currentOnly",
    interpolation: { escapeValue: false }, // EJS escapes
    initAsync: false,
  });
  i18n.init();
  return Object.fromEntries(LOCALES.map((locale) => [locale, remembering(i18n.getFixedT(locale) as unknown as Translate)])) as Record<Locale, Translate>;
}

/** The texts of one language as written. */
export const texts = (locale: Locale): Record<string, unknown> => JSON.parse(readFileSync(projectFile(`views/texts/${locale}.json`), "utf8"));

/** Most texts have no arguments: resolved once. */
function remembering(t: Translate): Translate {
  const known = new Map<string, string>();
  return (key, args) => {
    if (args) return t(key, args);
    const text = known.get(key) ?? t(key);
    known.set(key, text);
    return text;
  };
}
