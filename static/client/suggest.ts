import { fragment, make } from "./make.ts";

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  const refresh = async () => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const text = title.value.trim();
    const told = [...text].length < FEWEST_CHARACTERS ? "" : await ask(`${box.dataset.suggest}?${new URLSearchParams({ title: text })}`, signal);
    if (told === null || signal.aborted || told === box.dataset.told) return;
    box.dataset.told = told;
    list.replaceChildren(fragment(told));
    status.textContent = list.querySelector("[data-suggest-count]")?.textContent ?? "";
    if (list.childElementCount > 0) list.append(make("input", { type: "hidden", name: "similarSeen", value: "1" })); // told already
  };
  title.addEventListener("input", (event) => {
    if ((event as InputEvent).isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  title.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  if (title.value && list.childElementCount === 0) refresh(); // a draft that was kept
}

async function ask(url: string, signal: AbortSignal): Promise<string | null> {
  const answer = await fetch(url, { signal }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
}
