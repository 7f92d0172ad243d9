import { fragment } from "./make.ts";
import { csrfToken } from "./page.ts";

const WAIT_MS = 500;

/** Says while someone writes whether it will count, and if not why; the server judges it, as it will when it is sent. */
const live = document.querySelector<HTMLElement>("[data-forecast-live]");
const form = live?.closest("form");
if (live && form) follow(form, live);

function follow(form: HTMLFormElement, live: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  const refresh = async () => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const told = await ask(live.dataset.forecastLive ?? "/forecast", writtenIn(form), signal);
    if (told === null || signal.aborted) return;
    const fresh = fragment(told);
    if (fresh.textContent !== live.textContent) live.replaceChildren(fresh); // said aloud only when it differs
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  if (form.querySelector<HTMLTextAreaElement>('[name="body"]')?.value) refresh(); // a draft that was kept
}

function writtenIn(form: HTMLFormElement): URLSearchParams {
  const fields = new FormData(form);
  const pictures = [...fields].filter(([name, value]) => (value instanceof File ? value.size > 0 : name.startsWith("kept") && value !== "")).length;
  const texts = ["town", "kind", "title", "body"].map((name) => [name, String(fields.get(name) ?? "")]);
  return new URLSearchParams([...texts, ["pictures", String(pictures)]]);
}

async function ask(url: string, written: URLSearchParams, signal: AbortSignal): Promise<string | null> {
  const answer = await fetch(url, { method: "POST", body: written, headers: { "x-csrf-token": csrfToken() }, signal }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
}
