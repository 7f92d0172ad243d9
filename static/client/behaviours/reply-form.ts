import { announceNow } from "../lib/announce.ts";
import { openTo } from "../lib/branches.ts";
import { forgetDrafts, markSent } from "../lib/drafts.ts";
import { isField, setError } from "../lib/field-error.ts";
import { formStatus } from "../lib/form-status.ts";
import { insertOwnPost } from "../lib/insert-own-post.ts";
import { notifyNewContent } from "../lib/new-content.ts";
import { focusPost, list } from "../lib/post-list.ts";
import { watchReplies } from "../lib/replies-meanwhile.ts";
import { type Sent, sendForm } from "../lib/send-form.ts";
import { renewSubmission } from "../lib/submission.ts";
import { text } from "../lib/texts.ts";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-reply]")) sendInPlace(form);

/** Sends the reply without leaving the page. Whatever goes wrong, the text stays in the box, under the same submission. */
function sendInPlace(form: HTMLFormElement): void {
  const meanwhile = watchReplies(form);
  const status = formStatus(form);
  const field = (name: string) => form.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${CSS.escape(name)}"]`);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    if (meanwhile.mustWarn()) return meanwhile.warn();
    const seen = field("seenVersion");
    if (seen) seen.value = list?.dataset.version ?? seen.value;
    status.busy(true);
    const sent = await sendForm(form);
    status.busy(false);
    take(sent);
  });

  function take(sent: Sent): void {
    status.clear();
    if (sent.outcome === "done") arrived(sent.html);
    else if (sent.outcome === "elsewhere") location.assign(sent.url);
    else if (sent.outcome === "refused") refused(sent);
    else if (sent.outcome === "failed") status.failed(text("sendFailed"));
    else {
      markSent(form);
      form.submit(); // under the same submission: never two posts
    }
  }

  function arrived(html: string): void {
    clear();
    const { post, url } = insertOwnPost(html);
    if (post) {
      openTo(post);
      focusPost(post);
      post.scrollIntoView({ block: "nearest" });
      notifyNewContent();
    } else location.assign(url);
  }

  function clear(): void {
    for (const [name, value] of Object.entries({ body: "", parentId: "" })) {
      const control = field(name);
      if (!control) continue;
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      if (isField(control)) setError(control, null);
    }
    meanwhile.reset();
    renewSubmission(form);
    forgetDrafts(form);
  }

  function refused({ title, errors }: Extract<Sent, { outcome: "refused" }>): void {
    const beside = errors.filter(({ path, message }) => {
      const control = field(path);
      if (isField(control)) setError(control, message);
      return isField(control);
    });
    if (beside[0]) field(beside[0].path)?.focus();
    const rest = errors.filter((error) => !beside.includes(error)).map(({ message }) => message);
    if (beside.length === 0) rest.unshift(title);
    if (rest.length > 0) status.failed([...new Set(rest)].join(" "));
    else announceNow(beside.map(({ message }) => message).join(" "));
  }
}
