import { showColleagues } from "../lib/colleagues.ts";
import { showNews, versionsShown } from "../lib/handling-news.ts";
import { type Ask, askNow, live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

interface Versions {
  version: number;
  draftVersion: number;
}
interface Joined extends Versions {
  ok: boolean;
  problem?: { status: number };
  others: { name: string; step: string | null }[];
}
interface Change extends Versions {
  threadId: number;
  by: string | null;
  what: "draft" | "signOff" | "note" | "step";
}

const TOO_MANY = 429;
const REFUSED = [401, 403, 404];
const ASK_LATER_MS = 15_000;
const line = document.querySelector<HTMLElement>("[data-handling]");
const threadId = Number(line?.dataset.handling);

/** Who else is at the question that the page is about, and what they do to it while the page is open. */
if (line) {
  stayCurrent(join);
  live().then((socket) => {
    const here = (work: (event: never) => void) => (event: { threadId: number }) => event.threadId === threadId && work(event as never);
    socket?.on(
      "handling:present",
      here(({ others }: Joined) => showColleagues(others)),
    );
    socket?.on("handling:changed", here(changed));
    socket?.on("handling:out", here(out));
    socket?.on("disconnect", () => showColleagues([]));
  });
}

async function join(ask: Ask): Promise<void> {
  const answer = (await ask("handling:join", { threadId, step: line?.dataset.step || null })) as Joined;
  const status = answer.problem?.status;
  if (status === TOO_MANY) setTimeout(askNow, ASK_LATER_MS, join);
  if (status !== undefined && REFUSED.includes(status)) out();
  if (!answer.ok) return;
  showColleagues(answer.others);
  if (stepsBehind(answer) || draftBehind(answer)) showNews(text("handlingNews"));
}

/** Of what the form was opened on already, nothing is said. */
function changed({ by, what, ...now }: Change): void {
  if (what === "note") showNews(text("handlingNote", { name: by ?? "" }));
  else if (what === "signOff") showNews(text("handlingSignOff", { name: by ?? "" }));
  else if (what === "draft" && draftBehind(now)) showNews(text("handlingDraft", { name: by ?? "" }));
  else if (what === "step" && stepsBehind(now)) showNews(by === null ? text("handlingNews") : text("handlingStep", { name: by }));
}

function out(): void {
  showColleagues([]);
  showNews(text("handlingOut"), false);
}

const stepsBehind = ({ version }: Versions): boolean => version > (versionsShown().version ?? version);
/** A published answer takes the draft with it: then it is the step that is told of. */
const draftBehind = ({ draftVersion }: Versions): boolean => draftVersion > (versionsShown().draftVersion ?? draftVersion);
