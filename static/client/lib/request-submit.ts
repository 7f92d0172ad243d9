/** Sends a form as its button would (by default its first one). */
export function requestSubmit(form: HTMLFormElement, button?: HTMLButtonElement): void {
  if (typeof form.requestSubmit === "function") form.requestSubmit(button);
  else pressCopy(form, button ?? form.querySelector<HTMLButtonElement>("button:not([type=button])"));
}

/** Safari before 16: a copy has none of the listeners of the original. */
function pressCopy(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  const copy = button?.cloneNode() as HTMLButtonElement;
  copy.hidden = true;
  form.append(copy);
  copy.click();
  copy.remove();
}
