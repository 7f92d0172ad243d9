import { setAria } from "../lib/aria.ts";
import { element } from "../lib/element.ts";
import { text } from "../lib/texts.ts";

/** What was said once after a step can be put away. */
for (const notice of document.querySelectorAll<HTMLElement>('main > .notice[role="status"]')) {
  const close = setAria(element("button", { type: "button", className: "notice-close" }, "×"), { label: text("helpClose") });
  close.addEventListener("click", () => notice.remove());
  notice.append(" ", close);
  notice.classList.add("notice-closable");
}
