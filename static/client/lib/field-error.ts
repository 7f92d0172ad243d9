import { setAria } from "./aria.ts";
import { element } from "./element.ts";

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "hidden");

/** Says beside `field` what is wrong with it, as the server does; null takes it back. */
export function setError(field: Field, message: string | null): void {
  const id = `${field.id || field.name}-error`;
  const note = document.getElementById(id) ?? (message && addNote(field, id));
  field.closest(".field")?.classList.toggle("is-wrong", message !== null);
  const described = new Set(field.getAttribute("aria-describedby")?.split(" ").filter(Boolean));
  if (message === null) {
    described.delete(id);
    field.removeAttribute("aria-invalid");
    if (note) note.remove();
  } else {
    described.add(id);
    setAria(field, { invalid: "true" });
    if (note) note.textContent = message;
  }
  if (described.size > 0) field.setAttribute("aria-describedby", [...described].join(" "));
  else field.removeAttribute("aria-describedby");
}

export const hasError = (field: Field): boolean => field.getAttribute("aria-invalid") === "true";

function addNote(field: Field, id: string): HTMLElement {
  const note = element("p", { className: "field-error", id });
  field.before(note);
  return note;
}
