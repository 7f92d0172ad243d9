import { element } from "./element.ts";
import { page } from "./page.ts";
import { focusPost } from "./post-list.ts";
import { text } from "./texts.ts";
import { showWaiting } from "./waiting-posts.ts";

/** Before a reply is sent: whether others have replied since it was begun. Asked once for a reply. */
export function watchReplies(form: HTMLFormElement): { mustWarn(): boolean; warn(): void; reset(): void } {
  const box = form.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
  const warning = form.querySelector<HTMLElement>("[data-warn-replied]");
  let arrived: HTMLElement[] = [];
  let hasWarned = false;

  document.addEventListener("post-arrived", (event) => {
    const post = (event as CustomEvent<HTMLElement>).detail;
    if (post.dataset.author !== page.account && box?.value.trim()) arrived.push(post);
  });
  warning?.addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLButtonElement)) return;
    showWaiting();
    const first = arrived.find((post) => post.isConnected);
    focusPost(first);
    first?.scrollIntoView({ block: "center" });
  });

  return {
    mustWarn: () => arrived.length > 0 && !hasWarned && warning !== null,
    warn() {
      hasWarned = true;
      if (!warning) return;
      const look = element("button", { type: "button", className: "link-button" }, text("newReplies", { count: arrived.length }));
      warning.replaceChildren(text("repliedMeanwhile"), " ", look);
      warning.hidden = false; // a status of its own: it is read out
    },
    reset() {
      arrived = [];
      hasWarned = false;
      if (warning) warning.hidden = true;
    },
  };
}
