import { postShown } from "../lib/post-list.ts";
import { quote } from "../lib/quote.ts";
import { text } from "../lib/texts.ts";

const form = document.querySelector<HTMLFormElement>("form[data-reply]");
const parent = form?.querySelector<HTMLInputElement>('input[name="parentId"]');
const box = form?.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
const line = form?.querySelector<HTMLElement>("[data-reply-to]");

/** "Reply" and "quote" turn the form on the page to that post, without loading the page again. */
if (form && parent && box) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLElement>('[data-act="reply"], [data-act="quote"], [data-act="cancel-reply"]');
    const post = link?.closest<HTMLElement>("[data-post]") ?? null;
    if (!link || (!post && !form.contains(link))) return;
    event.preventDefault();
    answer(parent, post);
    if (post && link.dataset.act === "quote") quote(box, post);
    form.scrollIntoView({ block: "nearest" });
    box.focus({ preventScroll: true });
  });
  parent.addEventListener("input", () => showTarget(parent.value));
  if (parent.value !== "" && line?.hidden) showTarget(parent.value);
}

/** The opening post is answered by answering none. */
function answer(field: HTMLInputElement, post: HTMLElement | null): void {
  field.value = post?.closest("#posts") ? (post.dataset.post ?? "") : "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** "In reply to X", with the beginning of what X wrote. */
function showTarget(id: string): void {
  if (!line) return;
  const post = id === "" ? null : postShown(id);
  line.hidden = id === "";
  const parts = {
    "[data-reply-to-author]": text("replyTo", { author: post?.querySelector(".post-by")?.textContent?.trim() ?? "…" }),
    "[data-reply-to-excerpt]": [...(post?.querySelector(".post-body")?.textContent?.trim() ?? "")].slice(0, 80).join(""),
  };
  for (const [selector, value] of Object.entries(parts)) line.querySelector(selector)?.replaceChildren(value);
}
