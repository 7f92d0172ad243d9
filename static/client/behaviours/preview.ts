import { setAria } from "../lib/aria.ts";
import { fragment } from "../lib/element.ts";
import { text } from "../lib/texts.ts";
import { afterPause, fetchFragment } from "../lib/while-writing.ts";

const WAIT_MS = 400;

/** Shows, beside what is written, how it will look; the server makes the HTML, as it will when it is sent. */
for (const preview of document.querySelectorAll<HTMLElement>("[data-preview]")) {
  const form = preview.closest("form");
  const body = form?.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
  const toggle = preview.querySelector<HTMLButtonElement>("[data-preview-toggle]");
  const area = preview.querySelector<HTMLElement>("[data-preview-area]");
  if (body && toggle && area) follow(body, toggle, area, preview);
}

function follow(body: HTMLTextAreaElement, toggle: HTMLButtonElement, area: HTMLElement, preview: HTMLElement): void {
  let shownFor: string | undefined;
  const { soon, now } = afterPause(WAIT_MS, async (signal) => {
    if (area.hidden || shownFor === body.value) return;
    const { value } = body;
    const answer = value.trim() === "" ? "" : await fetchFragment(preview.dataset.previewUrl ?? "/preview", signal, new URLSearchParams({ body: value }));
    if (signal.aborted) return;
    shownFor = answer === null ? undefined : value;
    area.replaceChildren(answer === null ? text("previewFailed") : answer === "" ? text("previewEmpty") : fragment(answer));
  });
  preview.hidden = false;
  toggle.addEventListener("click", () => {
    area.hidden = !area.hidden;
    setAria(toggle, { expanded: String(!area.hidden) });
    now();
  });
  body.addEventListener("input", soon);
}
