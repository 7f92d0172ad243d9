import { announce } from "../lib/announce.ts";
import { page } from "../lib/page.ts";
import { live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

const MOST_COUNTED = 100;
const badges = document.querySelectorAll<HTMLElement>("[data-unread]");
const summary = document.querySelector<HTMLElement>("[data-unread-label]");

/** Keeps the number of unread notices in the header up to date; after a pause in the connection it is asked again. */
stayCurrent(async (_ask, afterPause) => {
  if (!afterPause) return;
  const answer = await fetch(`${page.base}/api/v1/notifications?limit=1`).catch(() => null);
  if (answer?.ok) show(((await answer.json()) as { unread: number }).unread);
});
live().then((socket) =>
  socket?.on("notification", ({ unread }: { unread: number }) => {
    const before = Number(badges[0]?.dataset.unread ?? 0);
    show(unread);
    if (unread > before) announce(text("unread", { count: unread }));
  }),
);

function show(unread: number): void {
  for (const badge of badges) {
    badge.dataset.unread = String(unread);
    badge.textContent = unread >= MOST_COUNTED ? "99+" : String(unread);
    badge.hidden = unread === 0;
  }
  const said = unread === 0 ? "" : text("unread", { count: unread });
  summary?.setAttribute("aria-label", [summary.dataset.unreadLabel, said].filter(Boolean).join(", "));
}
