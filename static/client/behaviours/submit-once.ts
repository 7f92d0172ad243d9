import { renewSubmission } from "../lib/submission.ts";

const FORGET_MS = 10_000;
const isSending = "aria-busy";

/** A form that is on its way is not sent twice. Fetching forms (data-reply) look after themselves. */
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute(isSending)) return event.preventDefault();
  form.setAttribute(isSending, "true");
  setTimeout(() => disable(form, true)); // after the browser has read the form: a disabled button would not be in it
  setTimeout(() => release(form), FORGET_MS);
});

/** Back from the next page: the form can be sent again, and once it is changed it is another submission. */
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll<HTMLFormElement>(`form[${isSending}]`)) {
    release(form);
    form.addEventListener("input", () => renewSubmission(form), { once: true });
  }
});

function release(form: HTMLFormElement): void {
  form.removeAttribute(isSending);
  disable(form, false);
}

function disable(form: HTMLFormElement, disabled: boolean): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button:not([type=button])")) button.disabled = disabled;
}
