import { element } from "./element.ts";
import { csrfToken, page } from "./page.ts";
import { isRemoved, postShown } from "./post-list.ts";

/** The reader's own among the offices' posts, which do not name their writer: as the page came, and as the server tells this reader alone. */
const unnamed = new Set(
  [...document.querySelectorAll('[data-answers] [data-act="edit"]:not([hidden])')].map((link) => link.closest<HTMLElement>("[data-post]")?.dataset.post),
);

/** These posts are the reader's own. */
export function rememberOwn(ids: readonly number[] = []): void {
  for (const id of ids.map(String)) {
    unnamed.add(id);
    const post = postShown(id);
    if (post) revealActions(post);
  }
}

/** A fragment is the same for every reader: this shows what this reader may do with it. The server asks again. */
export function revealActions(post: HTMLElement): void {
  const isOwn = page.account !== "" && (post.dataset.author === page.account || unnamed.has(post.dataset.post));
  const moderates = page.role === "moderator" || page.role === "administrator";
  const stands = !isRemoved(post);
  const isAnswer = post.dataset.answers === "answer"; // corrected in the open, never edited or removed
  const mayReply = document.querySelector("form[data-reply]") !== null;
  const may: Record<string, boolean> = {
    reply: stands && mayReply,
    quote: stands && mayReply,
    edit: stands && isOwn && !isAnswer,
    remove: stands && (isOwn || moderates) && !isAnswer,
    restore: !stands && moderates,
  };
  for (const action of post.querySelectorAll<HTMLElement>("[data-act]")) {
    const allowed = may[action.dataset.act ?? ""];
    if (allowed !== undefined) action.hidden = !allowed;
    if (action instanceof HTMLFormElement) addToken(action);
  }
}

function addToken(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="_csrf"]') ?? form.appendChild(element("input", { type: "hidden", name: "_csrf" }));
  field.value = csrfToken();
}
