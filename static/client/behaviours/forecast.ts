import { fragment } from "../lib/element.ts";
import { afterPause, fetchFragment } from "../lib/while-writing.ts";

const WAIT_MS = 500;

/** Says while someone writes whether it will count, and if not why; the server judges it, as it will when it is sent. */
const live = document.querySelector<HTMLElement>("[data-forecast-live]");
const form = live?.closest("form");
if (live && form) follow(form, live);

function follow(form: HTMLFormElement, live: HTMLElement): void {
  const { soon, now } = afterPause(WAIT_MS, async (signal) => {
    const answer = await fetchFragment(live.dataset.forecastLive ?? "/forecast", signal, writtenIn(form));
    if (answer === null || signal.aborted) return;
    const fresh = fragment(answer);
    if (fresh.textContent !== live.textContent) live.replaceChildren(fresh); // said aloud only when it differs
  });
  form.addEventListener("input", soon);
  if (form.querySelector<HTMLTextAreaElement>('[name="body"]')?.value) now(); // a draft that was kept
}

function writtenIn(form: HTMLFormElement): URLSearchParams {
  const fields = new FormData(form);
  const pictures = [...fields].filter(([name, value]) => (value instanceof File ? value.size > 0 : name.startsWith("kept") && value !== "")).length;
  const texts = ["town", "kind", "title", "body"].map((name) => [name, String(fields.get(name) ?? "")]);
  return new URLSearchParams([...texts, ["pictures", String(pictures)]]);
}
