import { fragment } from "./make.ts";
import { csrfToken } from "./page.ts";
import { text } from "./texts.ts";

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  let shownFor: string | undefined;
  const refresh = async () => {
    if (area.hidden || shownFor === body.value) return;
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const { value } = body;
    const answer = value.trim() === "" ? "" : await ask(preview.dataset.previewUrl ?? "/preview", value, signal);
    if (signal.aborted) return;
    shownFor = answer === null ? undefined : value;
    area.replaceChildren(answer === null ? text("previewFailed") : answer === "" ? text("previewEmpty") : fragment(answer));
  };
  preview.hidden = false;
  toggle.addEventListener("click", () => {
    area.hidden = !area.hidden;
    toggle.ariaExpanded = String(!area.hidden);
    refresh();
  });
  body.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
}

async function ask(url: string, body: string, signal: AbortSignal): Promise<string | null> {
  const headers = { "x-csrf-token": csrfToken() };
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ body }), headers, signal }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
}
