import { fragment, make } from "./make.ts";
import { text } from "./texts.ts";

const form = document.querySelector<HTMLFormElement>("form[data-new-thread]");
const body = form?.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
const town = form?.querySelector<HTMLSelectElement>('[name="town"]');
const forecast = () => form?.querySelector<HTMLElement>("[data-forecast]");

/** Whether the thread will count, as it is written: the server knows the rules, the page counts the characters. */
if (form && body && forecast()) {
  let counted = forecast()?.classList.contains("will-count") === true;
  const refresh = () => showLength(body.value, counted);
  body.addEventListener("input", refresh);
  town?.addEventListener("change", async () => {
    const fresh = await fetchForecast();
    if (fresh) forecast()?.replaceWith(fresh);
    counted = forecast()?.classList.contains("will-count") === true;
    refresh();
  });
  refresh();
}

function showLength(value: string, counted: boolean): void {
  const box = forecast();
  if (!box) return;
  const missing = Number(box.dataset.minimum) - visibleCharacters(value);
  const line = box.querySelector<HTMLElement>(".forecast-length") ?? box.appendChild(make("p", { className: "forecast-length" }));
  line.hidden = !counted || missing <= 0;
  line.textContent = text("forecastShort", { count: missing });
  box.classList.toggle("will-count", counted && missing <= 0);
}

/** About what the server counts: what a reader sees, without spaces, marks and addresses. */
function visibleCharacters(value: string): number {
  return [...value.replace(/\]\([^)]*\)|[\s\p{Cf}\p{Mn}*_`#>~[\]]/gu, "")].length;
}

async function fetchForecast(): Promise<HTMLElement | null> {
  const address = form?.action.replace(/\/?$/, "/new");
  const chosen = new URLSearchParams({ kind: form?.querySelector<HTMLInputElement>('[name="kind"]')?.value ?? "", town: town?.value ?? "" });
  const answer = await fetch(`${address}?${chosen}`).catch(() => null);
  return answer?.ok ? fragment(await answer.text()).querySelector<HTMLElement>("[data-forecast]") : null;
}
