/** A form that came back: the list of what is wrong gets the focus, its links go to the fields. */
const summary = document.querySelector<HTMLElement>("[data-error-summary]");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "nearest" });
});
