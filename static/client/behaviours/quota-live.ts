import { announce } from "../lib/announce.ts";
import { page } from "../lib/page.ts";
import { showCounter, showFigures, type TownCounter } from "../lib/quota-figures.ts";
import { live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

interface QuotaEvent extends Omit<TownCounter, "slug"> {
  month: string;
  town: string;
  figures?: Record<string, unknown>;
}

const months = [...new Set([...document.querySelectorAll<HTMLElement>("[data-month]")].map((element) => element.dataset.month ?? ""))].filter(Boolean);

/** Keeps the counters of each month on the page up to date; after a pause all of them are read again. */
if (months.length > 0) {
  stayCurrent(async (ask, afterPause) => {
    for (const month of months) await ask("quota:watch", { month });
    if (afterPause) await Promise.all(months.map(readAgain));
  });
  live().then((socket) => socket?.on("quota:changed", take));
}

function take({ month, town, figures, ...counter }: QuotaEvent): void {
  const name = showCounter(month, { ...counter, slug: town });
  if (name !== null) announce(text("counterChanged", { town: name, credited: counter.credited, target: counter.target }));
  if (figures) showFigures(month, figures);
}

async function readAgain(month: string): Promise<void> {
  const answer = await fetch(`${page.base}/api/v1/quota?month=${encodeURIComponent(month)}`).catch(() => null);
  if (!answer?.ok) return;
  const { towns, ...figures } = (await answer.json()) as { towns: TownCounter[] } & Record<string, unknown>;
  for (const counter of towns) showCounter(month, counter);
  showFigures(month, figures);
}
