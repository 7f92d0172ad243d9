import { charactersOf, limitOf } from "../lib/characters.ts";
import { type Field, hasError, isField, setError } from "../lib/field-error.ts";
import { text } from "../lib/texts.ts";

const typedIn = new WeakSet<Field>();

/** What is wrong with a field is said after it is left, never while it is being written; it goes away as soon as it is right. */
document.addEventListener("input", ({ target }) => {
  if (!isField(target)) return;
  typedIn.add(target);
  if (hasError(target) && problemOf(target) === null) setError(target, null);
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (!isField(target) || !typedIn.has(target) || !target.form?.matches('[method="post"]')) return;
  if (relatedTarget instanceof HTMLButtonElement) return; // the layout must not move under a click
  const problem = problemOf(target);
  if (problem !== null) setError(target, problem);
});

function problemOf(field: Field): string | null {
  const limit = limitOf(field);
  const over = limit === null ? 0 : charactersOf(field.value) - limit;
  if (over > 0) return text("charactersOver", { count: over });
  if (field.required && field.value.trim() === "") return field.form?.hasAttribute("data-reply") ? null : text("required");
  return field.validity.valid ? null : field.validationMessage;
}
