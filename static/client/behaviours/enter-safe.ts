import { isComposing } from "../lib/composing.ts";
import { requestSubmit } from "../lib/request-submit.ts";

/** Enter never sends what someone writes; Ctrl or Command with Enter does. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  if (!field.matches("[data-enter-safe], [data-draft]") || isComposing(event)) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    if (field.form) requestSubmit(field.form);
  } else if (field instanceof HTMLInputElement) event.preventDefault();
});
