/** On a phone a reply form with nothing written in it is one line high. */
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-reply]")) {
  const box = form.querySelector("textarea");
  const refresh = () => form.classList.toggle("is-empty", box?.value === "");
  form.addEventListener("input", refresh);
  refresh();
}

export {};
