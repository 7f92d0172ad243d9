import { isComposing } from "../lib/composing.ts";
import { element } from "../lib/element.ts";
import { onDevice } from "../lib/storage.ts";
import { text } from "../lib/texts.ts";

const OFF = "shortcuts-off";
/** What the page's modules offer, in their order; the last one holds everywhere. */
const offered: [key: string, textName: string][] = [];
let dialog: HTMLDialogElement | undefined;

/** Lists shortcuts of this page in its help. @param keys each with the name of its text */
export function listShortcuts(...keys: [key: string, textName: string][]): void {
  offered.push(...keys);
}

/** Whether this key press is a shortcut: not while writing, composing or with other keys, and not where they are switched off. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return false;
  if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog")) return false;
  return event.key === "?" || onDevice.get(OFF) === null;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || !isShortcut(event)) return;
  dialog ??= build();
  if (!dialog.open) dialog.showModal?.(); // without it (Safari before 15.4, Firefox before 98) the keys work, the list of them is missing
});

function build(): HTMLDialogElement {
  const rows = [...offered, ["?", "helpHelp"] as const];
  const keys = element(
    "dl",
    { className: "help-keys" },
    ...rows.flatMap(([key, name]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, text(name))]),
  );
  const title = element("h2", { id: "help-title" }, text("helpTitle"));
  const built = element(
    "dialog",
    { className: "help-dialog" },
    title,
    keys,
    switchOf(),
    element("form", { method: "dialog" }, element("button", { className: "button" }, text("helpClose"))),
  );
  built.setAttribute("aria-labelledby", title.id);
  built.addEventListener("keydown", (event) => event.key === "?" && built.close());
  document.body.append(built);
  return built;
}

/** Single keys disturb those who speak to their computer: they can be switched off (WCAG 2.1.4). */
function switchOf(): HTMLElement {
  const box = element("input", { type: "checkbox", checked: onDevice.get(OFF) === null });
  box.addEventListener("change", () => (box.checked ? onDevice.remove(OFF) : onDevice.set(OFF, "1")));
  return element("label", { className: "help-switch" }, box, " ", text("helpUse"));
}
