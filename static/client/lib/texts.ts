import { page } from "./page.ts";

type Texts = { [key: string]: string | Texts };

const texts: Texts = JSON.parse(document.querySelector("#texts")?.textContent || "{}");
const plural = new Intl.PluralRules(page.locale);

/** The text of `key` in the reader's language; `count` chooses its plural form. The key itself where the page brings no such text. */
export function text(key: string, args: Record<string, string | number> = {}): string {
  const form = typeof args.count === "number" ? plural.select(args.count) : "other";
  const found = find(`${key}_${form}`) ?? find(key) ?? find(`${key}_other`) ?? key;
  return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(args[name] ?? ""));
}

function find(key: string): string | undefined {
  let found: string | Texts | undefined = texts;
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  return typeof found === "string" ? found : undefined;
}
