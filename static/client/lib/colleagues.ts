import { element } from "./element.ts";
import { text } from "./texts.ts";

const GONE_AFTER_MS = 2_000;
const line = document.querySelector<HTMLElement>("[data-handling]");
const steps = document.querySelector<HTMLTemplateElement>("template[data-handling-steps]")?.content;
let timer: ReturnType<typeof setTimeout> | undefined;

/** "… is working on this (answer)", a line for each; who goes from one page to the next has not gone away. */
export function showColleagues(others: { name: string; step: string | null }[]): void {
  clearTimeout(timer);
  const lines = others.map(({ name, step }) => (step ? text("handlingAt", { name, step: nameOf(step) }) : text("handlingLooks", { name })));
  if (lines.length < (line?.childElementCount ?? 0)) timer = setTimeout(show, GONE_AFTER_MS, lines);
  else show(lines);
}

function show(lines: string[]): void {
  const shown = [...(line?.children ?? [])].map(({ textContent }) => textContent);
  if (shown.join("\n") !== lines.join("\n")) line?.replaceChildren(...lines.map((each) => element("span", {}, each)));
}

const nameOf = (step: string): string => steps?.querySelector(`[data-step="${CSS.escape(step)}"]`)?.textContent ?? step;
