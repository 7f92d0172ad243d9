/** A name for one submission: the server never makes two posts of the same one. Works without https, too. */
export function newSubmission(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** From now on the form sends something else. */
export function renewSubmission(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="submission"]');
  if (field) field.value = newSubmission();
}
