/** An open menu closes with Escape, with a click elsewhere, and when the focus leaves it; also one that a script put on the page later. */
const MENU = "details[data-menu]";
const openMenus = () => document.querySelectorAll<HTMLDetailsElement>(`${MENU}[open]`);
const menuAround = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLDetailsElement>(`${MENU}[open]`) : null);

document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const menu = menuAround(target);
  if (menu && relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
});

document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" ? menuAround(target) : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
