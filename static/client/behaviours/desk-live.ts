import { page } from "../lib/page.ts";
import { type Ask, live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

interface Present {
  threadId: number;
  others: { name: string; step: string | null }[];
}
interface Watched {
  ok: boolean;
  present: Present[];
}

const rows = new Map([...document.querySelectorAll<HTMLElement>("[data-desk-row]")].map((row) => [Number(row.dataset.deskRow), row]));
/** Safari before 14.1 has no lists. */
const names = "ListFormat" in Intl ? new Intl.ListFormat(page.locale, { type: "unit" }) : { format: (all: string[]) => all.join(", ") };

/** Which colleagues work on the questions of the queue at this moment; who only looks is not named. */
if (rows.size > 0) {
  stayCurrent(watch);
  live().then((socket) => {
    socket?.on("handling:present", show);
    socket?.on("handling:out", ({ threadId }: { threadId: number }) => show({ threadId, others: [] }));
    socket?.on("disconnect", forget);
  });
}

async function watch(ask: Ask): Promise<void> {
  const { ok, present } = (await ask("desk:watch", { threadIds: [...rows.keys()] })) as Watched;
  if (!ok) return;
  forget();
  present.forEach(show);
}

function forget(): void {
  for (const threadId of rows.keys()) show({ threadId, others: [] });
}

function show({ threadId, others }: Present): void {
  const place = rows.get(threadId)?.querySelector<HTMLElement>("[data-colleagues]");
  const working = others.filter(({ step }) => step !== null).map(({ name }) => name);
  if (place)
    Object.assign(place, { hidden: working.length === 0, textContent: working.length > 0 ? text("handlingBy", { names: names.format(working) }) : "" });
}
