import { element } from "../lib/element.ts";
import { page } from "../lib/page.ts";
import { inTab, onDevice } from "../lib/storage.ts";
import { text } from "../lib/texts.ts";

type DraftField = HTMLTextAreaElement | HTMLInputElement;

const MINE = `draft:${page.account}:`;
const SENT = "drafts-sent";
const SAVE_AFTER_MS = 400;

let isLeaving = false;
/** None for someone unknown: a draft belongs to an account. */
const fields = page.account === "" ? [] : [...document.querySelectorAll<DraftField>("textarea[data-draft], input[data-draft]")];
const keyOf = (field: DraftField): string => `${MINE}${field.dataset.draft}:${field.name}`;

/** A draft that began with a text of the server's (one saved before) remembers which: only onto that it is put back. */
const baseKey = (field: DraftField): string => `${keyOf(field)}:base`;

/** A reply's draft remembers to whom it answers. */
const parentField = (field: DraftField) => field.form?.querySelector<HTMLInputElement>('input[type="hidden"][name="parentId"]');
const parentKey = (field: DraftField): string => `${MINE}${field.dataset.draft}:parentId`;

forgetSent();
for (const field of fields) {
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

/** The form leaves with the page: the next page shows whether it arrived. */
export function markSent(form: HTMLFormElement): void {
  const own = fields.filter((field) => field.form === form);
  if (own.length > 0) inTab.set(SENT, JSON.stringify(own.map(keyOf)));
}

/** What the form holds has arrived: its drafts are done with. */
export function forgetDrafts(form: HTMLFormElement): void {
  inTab.remove(SENT);
  for (const field of fields.filter((field) => field.form === form)) forget(field);
}

/** The page after a form: a thread or a kept draft, and the form not back with its text, means that it arrived. Anything else keeps the draft. */
function forgetSent(): void {
  const sent: string[] = JSON.parse(inTab.get(SENT) ?? "[]");
  inTab.remove(SENT);
  if (page.account === "" || !document.querySelector("#posts[data-thread], [data-kept]") || document.querySelector("[data-error-summary], [data-problem]"))
    return;
  for (const key of sent) {
    if (fields.some((field) => keyOf(field) === key && field.value !== "")) continue;
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
    forget(field);
    field.focus();
  });
  field.form?.addEventListener("draft-forgotten", () => note.remove());
  return note;
}

function save(field: DraftField): void {
  if (field.value.trim() === "") forget(field);
  if (isLeaving || field.value.trim() === "" || field.value === field.defaultValue) return;
  onDevice.set(keyOf(field), field.value);
  if (field.defaultValue === "") onDevice.remove(baseKey(field));
  else onDevice.set(baseKey(field), field.defaultValue);
  const parent = parentField(field);
  if (parent) onDevice.set(parentKey(field), parent.value);
}

function saveAll(): void {
  if (document.visibilityState === "hidden") for (const field of fields) if (field.value !== field.defaultValue) save(field);
}

function forget(field: DraftField): void {
  for (const key of [keyOf(field), baseKey(field), parentKey(field)]) onDevice.remove(key);
  field.form?.dispatchEvent(new Event("draft-forgotten"));
}

/** Signing out, perhaps from a shared computer, leaves nothing behind. */
function forgetAll(): void {
  isLeaving = true;
  for (const key of onDevice.keys()) if (key.startsWith(MINE)) onDevice.remove(key);
}
