import { make } from "./make.ts";
import { text } from "./texts.ts";

/** What was said once after a step can be put away. */
for (const notice of document.querySelectorAll<HTMLElement>('main > .notice[role="status"]')) {
  const close = make("button", { type: "button", className: "notice-close", ariaLabel: text("helpClose") }, "×");
  close.addEventListener("click", () => notice.remove());
  notice.append(" ", close);
}
