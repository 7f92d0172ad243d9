import { setAria } from "../lib/aria.ts";
import { charactersOf, limitOf } from "../lib/characters.ts";
import { element } from "../lib/element.ts";
import { text } from "../lib/texts.ts";

const SHOWN_FROM = 0.8;

/** How many characters are left, shown when a field fills up. */
for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea[data-limit], input[data-limit], textarea[maxlength]")) {
  const limit = limitOf(field);
  if (limit === null) continue;
  const counter = setAria(element("p", { className: "character-count", hidden: true }), { live: "off" });
  field.after(counter);
  const update = () => {
    const count = charactersOf(field.value);
    counter.hidden = count < limit * SHOWN_FROM;
    counter.classList.toggle("is-over", count > limit);
    counter.textContent = count > limit ? text("charactersOver", { count: count - limit }) : text("charactersLeft", { count: limit - count });
  };
  field.addEventListener("input", update);
  update();
}
