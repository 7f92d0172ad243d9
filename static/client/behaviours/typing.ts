import { list } from "../lib/post-list.ts";
import { live } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

const SEND_EVERY_MS = 3_000;
const SHOWN_MS = 5_000;
const threadId = Number(list?.dataset.thread);
const line = document.querySelector<HTMLElement>("#typing");
const box = document.querySelector<HTMLTextAreaElement>("form[data-reply] textarea");
const writers = new Map<string, ReturnType<typeof setTimeout>>();
let sentAtMs = 0;

/** Who is writing at this moment, and the news that this reader is. */
if (list && line) {
  line.hidden = false; // its place is kept, so that a name moves nothing
  live().then((socket) => {
    socket?.on("thread:typing", (event: { threadId: number; name: string }) => event.threadId === threadId && showWriter(event.name));
    box?.addEventListener("input", () => {
      if (!socket?.connected || document.activeElement !== box || box.value.trim() === "" || Date.now() - sentAtMs < SEND_EVERY_MS) return;
      sentAtMs = Date.now();
      socket.volatile.emit("typing", { threadId });
    });
  });
  document.addEventListener("post-arrived", (event) =>
    hideWriter((event as CustomEvent<HTMLElement>).detail.querySelector(".post-by")?.textContent?.trim() ?? ""),
  );
}

function showWriter(name: string): void {
  clearTimeout(writers.get(name));
  writers.set(name, setTimeout(hideWriter, SHOWN_MS, name));
  refresh();
}

function hideWriter(name: string): void {
  clearTimeout(writers.get(name));
  writers.delete(name);
  refresh();
}

function refresh(): void {
  if (!line) return;
  const [name] = writers.keys();
  line.textContent = writers.size > 1 ? text("typingMany", { count: writers.size }) : name ? text("typingOne", { name }) : "";
}
