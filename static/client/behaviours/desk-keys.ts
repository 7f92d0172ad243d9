import { isShortcut, listShortcuts } from "../lib/shortcuts.ts";

const links = [...document.querySelectorAll<HTMLAnchorElement>("[data-desk-row] th a")];

if (links.length > 0) {
  listShortcuts(["j", "helpNextQuestion"], ["k", "helpPreviousQuestion"]);
  if (document.querySelector('[data-desk-row] input[name="thread"]')) listShortcuts(["x", "helpTick"]);
  listShortcuts(["Enter", "helpOpen"]);
}

/** j and k go to the next and the previous question of the queue, x ticks it; Enter, as on every link, opens it. */
document.addEventListener("keydown", (event) => {
  if (!isShortcut(event) || links.length === 0) return;
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  if (event.key === "j") focus(at + 1);
  else if (event.key === "k") focus(at < 0 ? links.length - 1 : at - 1);
  else if (event.key === "x" && at >= 0) links[at]?.closest("tr")?.querySelector<HTMLInputElement>('input[name="thread"]')?.click();
  else return;
  event.preventDefault();
});

function focus(at: number): void {
  links[at]?.focus();
  links[at]?.scrollIntoView({ block: "nearest" });
}

for (const hint of document.querySelectorAll<HTMLElement>("[data-keys]")) hint.hidden = false;
