import { element, fragment } from "../lib/element.ts";
import { afterPause, fetchFragment } from "../lib/while-writing.ts";

const WAIT_MS = 400;
const FEWEST_CHARACTERS = 3;

/** Shows under a question's title, while it is written, what is like it; how many is said aloud, the list stays out of the way. */
for (const box of document.querySelectorAll<HTMLElement>("[data-suggest]")) {
  const title = box.closest("form")?.querySelector<HTMLInputElement>('[name="title"]');
  if (title) follow(box, title);
}

function follow(box: HTMLElement, title: HTMLInputElement): void {
  const list = box.querySelector<HTMLElement>("[data-suggest-list]");
  const status = box.querySelector<HTMLElement>("[data-suggest-status]");
  if (!list || !status) return;
  const { soon, now } = afterPause(WAIT_MS, async (signal) => {
    const text = title.value.trim();
    const answer = [...text].length < FEWEST_CHARACTERS ? "" : await fetchFragment(`${box.dataset.suggest}?${new URLSearchParams({ title: text })}`, signal);
    if (answer === null || signal.aborted || answer === box.dataset.shown) return;
    box.dataset.shown = answer;
    list.replaceChildren(fragment(answer));
    box.classList.toggle("is-filled", list.childElementCount > 0);
    status.textContent = list.querySelector("[data-suggest-count]")?.textContent ?? "";
    if (list.childElementCount > 0) list.append(element("input", { type: "hidden", name: "similarSeen", value: "1" })); // told already
  });
  title.addEventListener("input", (event) => {
    if (!(event as InputEvent).isComposing) soon();
  });
  title.addEventListener("compositionend", soon);
  if (title.value && list.childElementCount === 0) now(); // a draft that was kept
}
