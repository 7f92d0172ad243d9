/** An open menu closes with Escape, with a click elsewhere, and when the focus leaves it. */
for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu]")) {
  const closeUnless = (target: EventTarget | null) => {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  };
  document.addEventListener("click", (event) => closeUnless(event.target));
  menu.addEventListener("focusout", (event) => event.relatedTarget && closeUnless(event.relatedTarget));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
