import { announce } from "../lib/announce.ts";
import { element, fragment } from "../lib/element.ts";
import { notifyNewContent } from "../lib/new-content.ts";
import { setTime } from "../lib/relative-time.ts";
import { live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

interface BoardEvent {
  town: string;
  threadId: number;
  isNew: boolean;
  kind?: string;
  state?: string;
  replyCount: number;
  lastPostAt: string;
}

const rowsOf = (threadId: number | string) => document.querySelectorAll<HTMLElement>(`.thread-row[data-thread="${threadId}"]`);
const threads = () => document.querySelector<HTMLElement>("#threads");
const query = new URLSearchParams(location.search);
const arrived = new Set<number>();
let marker: HTMLButtonElement | undefined;

/** Keeps the rows of threads up to date; new threads wait behind a button, so that nothing moves under the reader. */
if (document.querySelector("#threads, .thread-row")) {
  const town = threads()?.dataset.town || null;
  stayCurrent(async (ask, afterPause) => {
    await ask("board:watch", { town });
    if (afterPause) await readAgain();
  });
  live().then((socket) => socket?.on("board:changed", (event: BoardEvent) => (town === null || event.town === town) && take(event)));
}

function take(event: BoardEvent): void {
  const rows = rowsOf(event.threadId);
  if (event.state === "removed") {
    for (const row of rows) row.remove();
    return;
  }
  for (const row of rows) showRow(row, text("replies", { count: event.replyCount }), event.lastPostAt);
  const isOfKind = !query.get("kind") || !event.kind || query.get("kind") === event.kind;
  const mayBeOfStage = !query.get("stage") || query.get("stage") === "waiting"; // what is new waits
  if (rows.length === 0 && event.isNew && isOfKind && mayBeOfStage) offer(event.threadId);
}

function showRow(row: HTMLElement, replies: string, lastPostAt: string): void {
  const count = row.querySelector("[data-replies]");
  const time = row.querySelector<HTMLTimeElement>("[data-last] time");
  if (!count || count.textContent?.trim() === replies.trim()) return;
  count.textContent = replies;
  if (time) setTime(time, lastPostAt);
  row.classList.remove("is-changed");
  requestAnimationFrame(() => row.classList.add("is-changed"));
}

/** "1 new thread, show it". */
function offer(threadId: number): void {
  const list = threads();
  if (!list || query.has("cursor")) return;
  arrived.add(threadId);
  marker ??= document.querySelector<HTMLButtonElement>("#show-new") ?? element("button", { type: "button", id: "show-new", className: "show-new" });
  if (!marker.isConnected) list.before(marker);
  marker.hidden = false;
  marker.textContent = text("newThreads", { count: arrived.size });
  marker.onclick = showAll;
  announce(text("newThreads", { count: arrived.size }), "newThreads");
}

async function showAll(): Promise<void> {
  const fresh = await fetchList();
  if (!fresh) return location.reload();
  threads()?.replaceWith(fresh);
  const empty = document.querySelector<HTMLElement>("#threads + .empty");
  if (empty) empty.hidden = fresh.childElementCount > 0;
  arrived.clear();
  if (marker) marker.hidden = true;
  notifyNewContent();
  fresh.tabIndex = -1;
  fresh.focus({ preventScroll: true });
}

/** After a pause in the connection: rows are brought up to date, what is new is offered. */
async function readAgain(): Promise<void> {
  const fresh = await fetchList();
  for (const row of fresh?.querySelectorAll<HTMLElement>(".thread-row[data-thread]") ?? []) {
    const id = Number(row.dataset.thread);
    const shown = rowsOf(id);
    const replies = row.querySelector("[data-replies]")?.textContent ?? "";
    for (const old of shown) showRow(old, replies, row.querySelector("time")?.dateTime ?? "");
    if (shown.length === 0) offer(id);
  }
}

async function fetchList(): Promise<HTMLElement | null> {
  const answer = await fetch(location.href).catch(() => null);
  return answer?.ok ? fragment(await answer.text()).querySelector<HTMLElement>("#threads") : null;
}
