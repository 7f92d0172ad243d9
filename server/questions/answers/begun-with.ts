/** A template follows what is typed, or what colleagues wrote already: nothing is lost. Pure. */
export const begunWith = (draft = "", template = ""): string => [draft, template].filter(Boolean).join("\n\n");
