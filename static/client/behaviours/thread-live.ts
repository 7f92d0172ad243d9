import { announce } from "../lib/announce.ts";
import { element } from "../lib/element.ts";
import { rememberOwn } from "../lib/own-actions.ts";
import { list } from "../lib/post-list.ts";
import { showReaderCount, showWhenOffline } from "../lib/reader-count.ts";
import { type Ask, askNow, live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";
import { type Change, showChanges } from "../lib/thread-changes.ts";
import { askWhenBehind, follow, forgetUnsettled, markShown, noteVersion, shownVersion } from "../lib/thread-version.ts";

interface PostEvent {
  threadId: number;
  postId?: number;
  id?: number;
  version: number;
  html?: string | null;
}
interface ThreadEvent {
  threadId: number;
  title?: string;
  state?: string;
  status?: string;
  replyCount?: number;
  version: number;
}
interface Joined extends Omit<ThreadEvent, "threadId"> {
  ok: boolean;
  problem?: { status: number };
  present: number;
  more?: boolean;
  changes?: PostEvent[];
  /** Posts of offices that this reader wrote. */
  own?: number[];
}

const TOO_MANY = 429;
const ASK_LATER_MS = 15_000;
const threadId = Number(list?.dataset.thread);

/** Keeps the thread on the page as it is on the server: live while connected, and what was missed after each pause. */
if (list) {
  stayCurrent(join);
  live().then((socket) => {
    if (!socket) return;
    for (const name of ["post:created", "post:updated", "post:removed"]) socket.on(name, (event: PostEvent) => event.threadId === threadId && take(event));
    socket.on("post:own", (event: { threadId: number; postId: number }) => event.threadId === threadId && rememberOwn([event.postId]));
    socket.on("thread:updated", (event: ThreadEvent) => event.threadId === threadId && showThread(event));
    socket.on("thread:present", (event: { threadId: number; present: number }) => event.threadId === threadId && showReaderCount(event.present));
    socket.on("disconnect", forgetUnsettled);
    askWhenBehind(() => askNow(join));
    showWhenOffline(socket);
  });
}

async function join(ask: Ask): Promise<void> {
  for (let more = true; more; ) {
    const answer = (await ask("thread:join", { threadId, since: shownVersion() })) as Joined;
    if (answer.problem?.status === TOO_MANY) setTimeout(askNow, ASK_LATER_MS, join);
    if (!answer.ok) return;
    rememberOwn(answer.own);
    showChanges((answer.changes ?? []).map(asChange));
    markShown(answer.version);
    showThread({ ...answer, threadId });
    showReaderCount(answer.present);
    more = answer.more === true && (answer.changes ?? []).length > 0;
  }
}

function take(event: PostEvent): void {
  showChanges([asChange(event)]);
  follow(event.version);
}

const asChange = (event: PostEvent): Change => ({ id: String(event.postId ?? event.id), version: event.version, html: event.html || null });

function showThread({ state, title, status, replyCount, version }: ThreadEvent): void {
  if (state === "removed") {
    showRemoval();
    return;
  }
  const heading = document.querySelector("#thread-title");
  if (heading && title !== undefined && !heading.hasAttribute("data-full-title") && heading.textContent !== title) heading.textContent = title;
  const count = document.querySelector("[data-reply-count]");
  if (count && replyCount !== undefined) count.textContent = text("replies", { count: replyCount });
  const closed = document.querySelector<HTMLElement>(".thread-head [data-closed]");
  if (closed && status !== undefined) closed.hidden = status !== "closed";
  noteVersion(version);
}

/** The whole thread is gone: said once, where it was; what stands in the reply box stays there. */
function showRemoval(): void {
  const head = document.querySelector(".thread-head");
  if (!head || document.querySelector("[data-thread-removed]")) return;
  const notice = element("p", { className: "notice notice-now", textContent: text("threadRemoved") });
  notice.dataset.threadRemoved = "";
  head.after(notice);
  announce(text("threadRemoved"));
}
