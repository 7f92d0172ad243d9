/** Characters as people and the server count them: code points, a line break as one. */
export const charactersOf = (value: string): number => [...value].length;

/** The limit of a field, or null. */
export function limitOf(field: Element): number | null {
  const limit = Number(field.getAttribute("data-limit") ?? field.getAttribute("maxlength"));
  return limit > 0 ? limit : null;
}
