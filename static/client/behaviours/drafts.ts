import { baseKey, type DraftField, draftFields, forgetDraft, keyOf, MINE, markSent, parentField, parentKey, SENT } from "../lib/drafts.ts";
import { element } from "../lib/element.ts";
import { page } from "../lib/page.ts";
import { inTab, onDevice } from "../lib/storage.ts";
import { text } from "../lib/texts.ts";

const SAVE_AFTER_MS = 400;

let isLeaving = false;

forgetSent();
for (const field of draftFields) {
  restore(field);
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS, field);
  });
}
addEventListener("pagehide", saveAll);
document.addEventListener("visibilitychange", saveAll);

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.matches('[data-sign-out], [action$="/sign-out"]')) forgetAll();
  if (!event.defaultPrevented) markSent(form);
});

/** The page after a form: a thread or a kept draft, and the form not back with its text, means that it arrived. Anything else keeps the draft. */
function forgetSent(): void {
  const sent: string[] = JSON.parse(inTab.get(SENT) ?? "[]");
  inTab.remove(SENT);
  if (page.account === "" || !document.querySelector("#posts[data-thread], [data-kept]") || document.querySelector("[data-error-summary], [data-problem]"))
    return;
  for (const key of sent) {
    if (draftFields.some((field) => keyOf(field) === key && field.value !== "")) continue;
    onDevice.remove(key);
    onDevice.remove(`${key}:base`);
    onDevice.remove(key.replace(/:[^:]*$/, ":parentId"));
  }
}

function restore(field: DraftField): void {
  const draft = onDevice.get(keyOf(field));
  if (!draft || draft === field.value || field.value !== (onDevice.get(baseKey(field)) ?? "")) return;
  const parent = parentField(field);
  if (parent && parent.value === "") {
    parent.value = onDevice.get(parentKey(field)) ?? "";
    parent.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.value = draft;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.after(restoredNote(field));
}

function restoredNote(field: DraftField): HTMLElement {
  const discard = element("button", { type: "button", className: "link-button" }, text("draftDiscard"));
  const note = element("p", { className: "draft-note" }, text("draftRestored"), " ", discard);
  discard.addEventListener("click", () => {
    field.value = field.defaultValue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    forgetDraft(field);
    field.focus();
  });
  field.form?.addEventListener("draft-forgotten", () => note.remove());
  return note;
}

function save(field: DraftField): void {
  if (field.value.trim() === "") forgetDraft(field);
  if (isLeaving || field.value.trim() === "" || field.value === field.defaultValue) return;
  onDevice.set(keyOf(field), field.value);
  if (field.defaultValue === "") onDevice.remove(baseKey(field));
  else onDevice.set(baseKey(field), field.defaultValue);
  const parent = parentField(field);
  if (parent) onDevice.set(parentKey(field), parent.value);
}

function saveAll(): void {
  if (document.visibilityState === "hidden") for (const field of draftFields) if (field.value !== field.defaultValue) save(field);
}

/** Signing out, perhaps from a shared computer, leaves nothing behind. */
function forgetAll(): void {
  isLeaving = true;
  for (const key of onDevice.keys()) if (key.startsWith(MINE)) onDevice.remove(key);
}
