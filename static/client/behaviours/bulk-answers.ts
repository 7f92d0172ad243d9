import { announceNow } from "../lib/announce.ts";
import { fragment } from "../lib/element.ts";
import { requestSubmit } from "../lib/request-submit.ts";
import { text } from "../lib/texts.ts";
import { afterPause, fetchFragment } from "../lib/while-writing.ts";

const WAIT_MS = 500;

const form = document.querySelector<HTMLFormElement>("form[data-several]");
const button = form?.querySelector<HTMLButtonElement>("[data-several-preview]");
if (form && button) follow(form, button);

/** Shows each question's own answer without leaving the page and keeps it up to date; on any doubt the form is sent as without scripts. */
function follow(form: HTMLFormElement, button: HTMLButtonElement): void {
  let isShown = form.querySelector("[data-preview-of] > *") !== null;
  let isAsked = false; // by the button, not by writing on
  const preview = afterPause(WAIT_MS, async (signal) => {
    const html = await fetchFragment(button.formAction, signal, fieldsOf(form));
    if (signal.aborted) return;
    if (html !== null) {
      show(form, fragment(html));
      isShown = true;
    }
    if (isAsked && html !== null) announceNow(text("previewed"));
    if (isAsked && html === null) requestSubmit(form, button);
    isAsked = false;
  });
  button.addEventListener("click", (event) => {
    event.preventDefault();
    isAsked = true;
    preview.now();
  });
  form.addEventListener("input", () => {
    isAsked = false;
    if (isShown) preview.soon();
  });
}

function show(form: HTMLFormElement, page: DocumentFragment): void {
  for (const place of form.querySelectorAll<HTMLElement>("[data-preview-of]"))
    place.replaceChildren(...(page.querySelector(`[data-preview-of="${place.dataset.previewOf}"]`)?.childNodes ?? []));
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
}
