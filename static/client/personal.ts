import { fragment } from "./make.ts";
import { csrfToken } from "./page.ts";

const WAIT_MS = 400;
const FEWEST_DIGITS = 11;

/** Tells, while it is written, that a text has personal numbers and how others will see it; the server knows which they are. */
for (const box of document.querySelectorAll<HTMLElement>("[data-personal]")) {
  const form = box.closest("form");
  if (form) watch(box, form);
}

function watch(box: HTMLElement, form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[name="title"], [name="body"]')];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  const written = () => new URLSearchParams(fields.map(({ name, value }) => [name, value]));
  const refresh = async () => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const text = written();
    const mayHave = fields.some(({ value }) => (value.match(/\p{Nd}/gu)?.length ?? 0) >= FEWEST_DIGITS);
    const answer = mayHave ? await ask(box.dataset.personalUrl ?? "", text, signal) : "";
    if (answer === null || signal.aborted || box.dataset.told === answer) return;
    box.dataset.told = answer;
    box.replaceChildren(fragment(answer));
  };
  form.addEventListener("input", ({ target }) => {
    if (!fields.some((field) => field === target)) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  if (box.childElementCount === 0) refresh(); // a draft, a text that is edited
}

async function ask(url: string, body: URLSearchParams, signal: AbortSignal): Promise<string | null> {
  const answer = await fetch(url, { method: "POST", body, headers: { "x-csrf-token": csrfToken() }, signal }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
}
