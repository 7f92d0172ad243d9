import { announceNow } from "./announce.ts";
import { fragment } from "./make.ts";
import { text } from "./texts.ts";

const WAIT_MS = 500;

const form = document.querySelector<HTMLFormElement>("form[data-several]");
const button = form?.querySelector<HTMLButtonElement>("[data-several-preview]");
if (form && button) follow(form, button);

/** Shows each question's own answer without leaving the page and keeps it up to date; on any doubt the form is sent as without scripts. */
function follow(form: HTMLFormElement, button: HTMLButtonElement): void {
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isShown = form.querySelector("[data-preview-of] > *") !== null;
  const show = async (): Promise<"shown" | "failed" | "outdated"> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const page = await ask(button.formAction, form, signal);
    if (signal.aborted) return "outdated";
    if (!page) return "failed";
    for (const place of form.querySelectorAll<HTMLElement>("[data-preview-of]"))
      place.replaceChildren(...(page.querySelector(`[data-preview-of="${place.dataset.previewOf}"]`)?.childNodes ?? []));
    isShown = true;
    return "shown";
  };
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const outcome = await show();
    if (outcome === "shown") announceNow(text("previewed"));
    if (outcome === "failed") form.requestSubmit(button);
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (isShown) timer = setTimeout(show, WAIT_MS);
  });
}

/** The page as the server shows it for what is typed now; null when it cannot. */
async function ask(url: string, form: HTMLFormElement, signal: AbortSignal): Promise<DocumentFragment | null> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  const answer = await fetch(url, { method: "POST", body, signal }).catch(() => null);
  const html = answer?.ok && !answer.redirected ? await answer.text().catch(() => null) : null;
  return html === null ? null : fragment(html);
}
