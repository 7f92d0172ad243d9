import { parentOf, postsIn, seqOf } from "./post-list.ts";

/** The index among the posts shown at which `post` belongs, or -1 when its place is not on this page. */
export function positionOf(list: HTMLElement, post: HTMLElement): number {
  const shown = postsIn(list);
  const index = indexIn(shown, post, list.dataset.order);
  const page = list.dataset.page ?? "only";
  if (index === 0 && page !== "first" && page !== "only") return -1;
  if (index === shown.length && page !== "last" && page !== "only") return -1;
  return index;
}

function indexIn(shown: HTMLElement[], post: HTMLElement, order: string | undefined): number {
  if (order === "oldest") return firstIndex(shown, (other) => seqOf(other) > seqOf(post));
  if (order === "newest") return firstIndex(shown, (other) => seqOf(other) < seqOf(post));
  const parent = parentOf(post);
  if (parent === "") return firstIndex(shown, (other) => parentOf(other) === "" && seqOf(other) > seqOf(post));
  const above = shown.findIndex((other) => other.dataset.post === parent);
  return above < 0 ? -1 : indexBelow(shown, above, post);
}

/** Behind the parent's last descendant, or before its next younger reply. Depths do not tell: deep ones are shown flat. */
function indexBelow(shown: HTMLElement[], above: number, post: HTMLElement): number {
  const parent = parentOf(post);
  const branch = new Set([parent]);
  for (let index = above + 1; index < shown.length; index++) {
    const other = shown[index] as HTMLElement;
    if (!branch.has(parentOf(other))) return index;
    if (parentOf(other) === parent && seqOf(other) > seqOf(post)) return index;
    branch.add(other.dataset.post ?? "");
  }
  return shown.length;
}

function firstIndex(shown: HTMLElement[], isAfter: (post: HTMLElement) => boolean): number {
  const index = shown.findIndex(isAfter);
  return index < 0 ? shown.length : index;
}
