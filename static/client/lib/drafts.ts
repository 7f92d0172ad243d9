import { page } from "./page.ts";
import { inTab, onDevice } from "./storage.ts";

export type DraftField = HTMLTextAreaElement | HTMLInputElement;

export const MINE = `draft:${page.account}:`;
export const SENT = "drafts-sent";

/** None for someone unknown: a draft belongs to an account. */
export const draftFields = page.account === "" ? [] : [...document.querySelectorAll<DraftField>("textarea[data-draft], input[data-draft]")];
export const keyOf = (field: DraftField): string => `${MINE}${field.dataset.draft}:${field.name}`;

/** A draft that began with a text of the server's (one saved before) remembers which: only onto that it is put back. */
export const baseKey = (field: DraftField): string => `${keyOf(field)}:base`;

/** A reply's draft remembers to whom it answers. */
export const parentField = (field: DraftField) => field.form?.querySelector<HTMLInputElement>('input[type="hidden"][name="parentId"]');
export const parentKey = (field: DraftField): string => `${MINE}${field.dataset.draft}:parentId`;

/** The form leaves with the page: the next page shows whether it arrived. */
export function markSent(form: HTMLFormElement): void {
  const own = draftFields.filter((field) => field.form === form);
  if (own.length > 0) inTab.set(SENT, JSON.stringify(own.map(keyOf)));
}

/** What the form holds has arrived: its drafts are done with. */
export function forgetDrafts(form: HTMLFormElement): void {
  inTab.remove(SENT);
  for (const field of draftFields.filter((field) => field.form === form)) forgetDraft(field);
}

export function forgetDraft(field: DraftField): void {
  for (const key of [keyOf(field), baseKey(field), parentKey(field)]) onDevice.remove(key);
  field.form?.dispatchEvent(new Event("draft-forgotten"));
}
