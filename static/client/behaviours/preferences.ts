import { setAria } from "../lib/aria.ts";
import { keepReadingPosition } from "../lib/reading-position.ts";
import { inTab } from "../lib/storage.ts";

const KEY = "place";

/** Elder mode switches in place; a change of language comes back to the same place of the page. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[action$="/preferences"]')) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.name === "elder") {
      event.preventDefault();
      switchElder(form, button);
    } else inTab.set(KEY, JSON.stringify([location.pathname, scrollY]));
  });
}

const [path, top] = JSON.parse(inTab.get(KEY) ?? "[]");
inTab.remove(KEY);
if (path === location.pathname) scrollTo({ top, behavior: "instant" });

async function switchElder(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const body = new URLSearchParams({ elder: button.value, returnTo: location.pathname });
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 400) return;
  const isOn = button.value === "1";
  keepReadingPosition(() => document.documentElement.classList.toggle("elder", isOn));
  button.value = isOn ? "0" : "1";
  setAria(button, { pressed: String(isOn) });
  button.removeAttribute("title"); // it named the other direction
}
