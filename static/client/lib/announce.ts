import { setAria } from "./aria.ts";
import { element } from "./element.ts";
import { text } from "./texts.ts";

const MIN_GAP_MS = 5_000;
const GATHER_MS = 700;
const AT_MOST = 3;

const region = document.querySelector("#live-status") ?? addRegion();
const waiting = new Map<string, string[]>();
let timer: ReturnType<typeof setTimeout> | undefined;
let lastMs = 0;

/** Says `message` to screen readers when there is a pause; of many with the same `group` only the number is said (text `group`, count). */
export function announce(message: string, group = message): void {
  waiting.set(group, [...(waiting.get(group) ?? []), message]);
  if (timer === undefined) timer = setTimeout(speak, Math.max(GATHER_MS, lastMs + MIN_GAP_MS - Date.now()));
}

/** Says it at once: the answer to what the reader did. */
export const announceNow = (message: string): void => region.replaceChildren(element("p", {}, message));

function speak(): void {
  const messages = [...waiting].flatMap(([group, all]) => (all.length > 2 && group !== all[0] ? text(group, { count: all.length }) : [...new Set(all)]));
  region.replaceChildren(...messages.slice(-AT_MOST).map((message) => element("p", {}, message)));
  waiting.clear();
  timer = undefined;
  lastMs = Date.now();
}

function addRegion(): HTMLElement {
  const added = setAria(element("div", { id: "live-status", className: "visually-hidden" }), { role: "status", live: "polite" });
  document.body.append(added);
  return added;
}
