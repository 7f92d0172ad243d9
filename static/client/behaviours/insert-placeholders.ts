import { element } from "../lib/element.ts";

/** Makes buttons of what can be put into a text: each puts its own where the cursor is, in place of what is selected there. */
for (const place of document.querySelectorAll<HTMLElement>("[data-inserts]")) {
  const field = place.closest("form")?.elements.namedItem(place.dataset.inserts ?? "");
  const list = place.querySelector("dl");
  if (field instanceof HTMLTextAreaElement && list) list.replaceWith(...buttonsOf(list, field));
}

function buttonsOf(list: HTMLDListElement, field: HTMLTextAreaElement): HTMLElement[] {
  const names = [...list.querySelectorAll("dd")];
  return [...list.querySelectorAll("dt")].map((term, index) => {
    const text = term.textContent ?? "";
    const button = element("button", { type: "button", className: "button button-small", title: text }, names[index]?.textContent ?? text);
    button.addEventListener("click", () => {
      field.focus();
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return button;
  });
}
