import { fragment } from "../lib/element.ts";
import { afterPause, fetchFragment } from "../lib/while-writing.ts";

const WAIT_MS = 400;
const FEWEST_DIGITS = 11;

/** Tells, while it is written, that a text has personal numbers and how others will see it; the server knows which they are. */
for (const box of document.querySelectorAll<HTMLElement>("[data-personal]")) {
  const form = box.closest("form");
  if (form) watch(box, form);
}

function watch(box: HTMLElement, form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[name="title"], [name="body"], [name="reason"]')];
  const written = () => {
    const isPrivate = form.querySelector<HTMLInputElement>('[name="private"]:checked')?.value;
    return new URLSearchParams([...fields.map(({ name, value }) => [name, value]), ...(isPrivate === undefined ? [] : [["private", isPrivate]])]);
  };
  const { soon, now } = afterPause(WAIT_MS, async (signal) => {
    const text = written();
    const mayHave = fields.some(({ value }) => (value.match(/\p{Nd}/gu)?.length ?? 0) >= FEWEST_DIGITS);
    const answer = mayHave ? await fetchFragment(box.dataset.personalUrl ?? "", signal, text) : "";
    if (answer === null || signal.aborted || box.dataset.shown === answer) return;
    box.dataset.shown = answer;
    box.replaceChildren(fragment(answer));
  });
  form.addEventListener("input", ({ target }) => {
    if (fields.some((field) => field === target) || (target instanceof HTMLInputElement && target.name === "private")) soon();
  });
  if (box.childElementCount === 0) now(); // a draft, a text that is edited
}
