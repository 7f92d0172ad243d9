import { element } from "../lib/element.ts";
import { areShortcutsOn, isShortcut, shortcuts, switchShortcuts } from "../lib/shortcuts.ts";
import { text } from "../lib/texts.ts";

let dialog: HTMLDialogElement | undefined;

/** "?" opens the list of the page's shortcuts. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || !isShortcut(event)) return;
  dialog ??= build();
  if (!dialog.open) dialog.showModal?.(); // without it (Safari before 15.4, Firefox before 98) the keys work, the list of them is missing
});

function build(): HTMLDialogElement {
  const rows = [...shortcuts, ["?", "helpHelp"] as const];
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

function switchOf(): HTMLElement {
  const box = element("input", { type: "checkbox", checked: areShortcutsOn() });
  box.addEventListener("change", () => switchShortcuts(box.checked));
  return element("label", { className: "help-switch" }, box, " ", text("helpUse"));
}
