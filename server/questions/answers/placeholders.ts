import { refuse } from "../../core/text-fields.ts";

/** What a template of an answer may leave open, in the order in which the page lists them. */
export const PLACEHOLDERS = ["asker", "title", "office", "date", "due"] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What a page offers to put into a text: `name` says what it is, in the texts of the page. */
export interface Insert {
  name: Placeholder;
  text: string;
}

/** The placeholders themselves, where a text is for more than one question. */
export const PLACEHOLDER_INSERTS: readonly Insert[] = PLACEHOLDERS.map((name) => ({ name, text: `{{${name}}}` }));

/** What they stand for, where it is known. */
export const insertsOf = (values: Record<Placeholder, string>): Insert[] =>
  PLACEHOLDERS.flatMap((name) => (values[name] === "" ? [] : [{ name, text: values[name] }]));

/** `text` with its {{placeholders}} filled in; what nobody knows stays as it is, so that it is seen before sending. */
export const filledIn = (text: string, values: Record<Placeholder, string>): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole));

/** The placeholders in `text` that nothing fills in. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name!.trim()).filter((name) => !isPlaceholder(name));

/** So that an error stays readable. */
const MOST_NAMED = 5;
const MOST_OF_A_NAME = 30;

/** Refuses a text with placeholders that nothing fills in: names them, and those that there are. */
export function refuseUnknown(text: string, context: Parameters<typeof refuse>[0]): void {
  const unknown = [...new Set(unknownPlaceholders(text))].slice(0, MOST_NAMED).map((name) => [...name].slice(0, MOST_OF_A_NAME).join(""));
  if (unknown.length > 0) refuse(context, "unknownPlaceholder", { names: inBraces(unknown), known: inBraces(PLACEHOLDERS) });
}

const inBraces = (names: readonly string[]): string => names.map((name) => `{{${name}}}`).join(" ");

/** How a text calls somebody whose name nobody knows, in its own language. In code points, as in calendar/read-days.ts. */
export const neutralAddress = (text: string): string => (/\p{Script=Han}/u.test(text) ? "\u60A8" : "you");

const isPlaceholder = (name: string): name is Placeholder => (PLACEHOLDERS as readonly string[]).includes(name);

/** `text` so that Markdown makes nothing of it: no link, no heading, no emphasis. Line by line text only. */
export const inPlainWords = (text: string): string => text.replace(/[\\`*_[\]<>()#~|.:/@+=&-]/g, "\\$&");
