import { isComposing } from "./composing.ts";
import { onDevice } from "./storage.ts";

const OFF = "shortcuts-off";

/** What the page's behaviours offer, in their order: each key with the name of its text. */
export const shortcuts: [key: string, textName: string][] = [];

/** Lists shortcuts of this page in its help. @param keys each with the name of its text */
export function listShortcuts(...keys: [key: string, textName: string][]): void {
  shortcuts.push(...keys);
}

/** Single keys disturb those who speak to their computer: they can be switched off (WCAG 2.1.4). */
export const areShortcutsOn = (): boolean => onDevice.get(OFF) === null;

export const switchShortcuts = (on: boolean): unknown => (on ? onDevice.remove(OFF) : onDevice.set(OFF, "1"));

/** Whether this key press is a shortcut: not while writing, composing or with other keys, and not where they are switched off. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return false;
  if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog")) return false;
  return event.key === "?" || areShortcutsOn();
}
