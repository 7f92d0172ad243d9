/** What a template of an answer may leave open, in the order in which the page lists them. */
export const PLACEHOLDERS = ["asker", "title", "office", "date", "due"] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** `text` with its {{placeholders}} filled in; what nobody knows stays as it is, so that it is seen before sending. */
export const filledIn = (text: string, values: Record<Placeholder, string>): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole));

/** The placeholders in `text` that nothing fills in. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name!.trim()).filter((name) => !isPlaceholder(name));

const isPlaceholder = (name: string): name is Placeholder => (PLACEHOLDERS as readonly string[]).includes(name);

/** `text` so that Markdown makes nothing of it: no link, no heading, no emphasis. Line by line text only. */
export const inPlainWords = (text: string): string => text.replace(/[\\`*_[\]<>()#~|.:/@+=&-]/g, "\\$&");
