import { text } from "../lib/texts.ts";

/** Ticks on the desk: how many are chosen, all at once, and why nothing was opened; without scripts the page itself says it. */
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-choose]")) follow(form);

function follow(form: HTMLFormElement): void {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name="thread"]')];
  const label = form.querySelector<HTMLElement>("[data-choose-all]");
  const all = label?.querySelector("input");
  const status = form.querySelector<HTMLElement>("[data-choose-count]");
  const most = Number(form.dataset.most);
  const chosen = () => boxes.filter(({ checked }) => checked).length;
  const showCount = () => {
    const count = chosen();
    if (status) status.textContent = count > most ? text("chosenTooMany", { count, max: most }) : count > 0 ? text("chosen", { count }) : "";
    if (!all) return;
    all.checked = count >= Math.min(most, boxes.length);
    all.indeterminate = count > 0 && !all.checked;
  };
  all?.addEventListener("change", () => {
    const wanted = all.checked;
    boxes.forEach((box, at) => {
      box.checked = wanted && at < most;
    });
  });
  form.addEventListener("change", showCount);
  form.addEventListener("submit", (event) => {
    if (chosen() > 0 && chosen() <= most) return;
    event.preventDefault();
    showCount();
    if (status && chosen() === 0) status.textContent = text("chooseFirst");
    boxes[0]?.focus();
  });
  addEventListener("pageshow", showCount); // back from the next page the ticks are still there
  if (label) label.hidden = false;
}
