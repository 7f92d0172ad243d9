import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInstance } from "i18next";
import { config, LOCALES, type Locale, oncePerConfig } from "../core/config.ts";
import { projectFile } from "../data/project-file.ts";

export type Translate = (key: string, args?: Record<string, unknown>) => string;

/** The `t` of each language. Texts stand in views/texts; a key without a text shows itself, which a test refuses. Read and made once. */
export const translators = oncePerConfig((): Record<Locale, Translate> => {
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
});

const read = new Map<Locale, Texts>();

/** The texts of one language as written, read once: one file a room below views/texts/<language>/, joined; a room may add to a group of the site's. */
export function texts(locale: Locale): Texts {
  const known = read.get(locale) ?? readTexts(locale);
  read.set(locale, known);
  return known;
}

function readTexts(locale: Locale): Texts {
  const folder = projectFile(`views/texts/${locale}`);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().reduce<Texts>((all, name) => joined(all, JSON.parse(readFileSync(join(folder, name), "utf8")) as Texts), {});
}

export interface Texts {
  [key: string]: string | Texts;
}

function joined(one: Texts, other: Texts): Texts {
  const all = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = all[key];
    if (typeof known === "string") throw new Error(`the text ${key} stands in two files`);
    all[key] = known && typeof value !== "string" ? joined(known, value) : value;
  }
  return all;
}

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
