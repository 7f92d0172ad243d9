import { page } from "./page.ts";
import { text } from "./texts.ts";

export interface TownCounter {
  slug: string;
  credited: number;
  target: number;
  status: string;
}

const percent = new Intl.NumberFormat(page.locale, { style: "percent" });

/** Shows a town's counter wherever the page has it for that month. @returns the town's name when something changed, else null */
export function showCounter(month: string, { slug, credited, target, status }: TownCounter): string | null {
  let name: string | null = null;
  for (const town of document.querySelectorAll<HTMLElement>(`[data-town="${CSS.escape(slug)}"]`)) {
    if (monthOf(town) !== month || !town.querySelector("[data-credited]")) continue;
    const changed = [set(town, "[data-credited]", String(credited)), set(town, "[data-target]", String(target)), setStatus(town, status)];
    setShort(town, target - credited);
    if (!changed.includes(true)) continue;
    name ??= (town.querySelector(".town-cell-name, th") ?? document.querySelector("h1"))?.textContent?.trim() ?? slug;
    town.classList.remove("is-changed");
    requestAnimationFrame(() => town.classList.add("is-changed"));
  }
  return name;
}

/** Shows the month's figures: rates as percentages, counts as numbers. */
export function showFigures(month: string, figures: Record<string, unknown>): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-figure]")) {
    const { figure = "" } = element.dataset;
    const value = figures[figure];
    if (monthOf(element) !== month || value === undefined) continue;
    const isRate = figure.endsWith("Rate");
    element.textContent = typeof value !== "number" ? "—" : isRate ? percent.format(value) : String(value);
  }
  const byStatus = figures.byStatus as Record<string, number> | undefined;
  for (const element of document.querySelectorAll<HTMLElement>("[data-status-count]")) {
    const count = byStatus?.[element.dataset.statusCount ?? ""];
    if (monthOf(element) !== month || count === undefined) continue;
    element.textContent = String(count);
    const item = element.closest("li");
    if (item) item.hidden = count === 0;
  }
}

/** The month that a figure stands under; outside of any, the one month that the page is about. */
const monthOf = (element: Element): string | undefined =>
  (element.closest<HTMLElement>("[data-month]") ?? document.querySelector<HTMLElement>("[data-month]"))?.dataset.month;

function set(within: HTMLElement, selector: string, value: string): boolean {
  const element = within.querySelector(selector);
  if (!element || element.textContent?.trim() === value) return false;
  element.textContent = value;
  return true;
}

/** The mark, its words, and the status of the cell or row around it; cells of other months have no mark. */
function setStatus(town: HTMLElement, status: string): boolean {
  let changed = false;
  for (const mark of town.querySelectorAll("[data-mark]")) {
    for (let around = mark.closest<HTMLElement>("[data-status]"); around; around = around.parentElement?.closest<HTMLElement>("[data-status]") ?? null) {
      changed ||= around.dataset.status !== status;
      around.dataset.status = status;
    }
    mark.textContent = text(`mark.${status}`);
    set(town, "[data-status-text]", text(`status.${status}`));
  }
  return changed;
}

function setShort(town: HTMLElement, missing: number): void {
  const short = town.querySelector<HTMLElement>("[data-short]");
  if (!short) return;
  short.hidden = missing <= 0;
  if (missing > 0) short.textContent = text("short", { count: missing });
}
