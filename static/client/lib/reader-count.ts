import { announceNow } from "./announce.ts";
import type { Live } from "./socket.ts";
import { text } from "./texts.ts";

const OFFLINE_AFTER_MS = 4_000;
const line = document.querySelector<HTMLElement>("#present");

/** "3 are reading"; alone, one is not told. */
export function showReaderCount(count: number): void {
  if (!line) return;
  line.textContent = text("present", { count });
  line.hidden = count < 2;
}

/** In the same place: that nothing new can come at the moment. */
export function showWhenOffline(socket: Live): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOffline = false;
  socket.on("disconnect", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isOffline = true;
      announceNow(text("offline"));
      if (line) Object.assign(line, { hidden: false, textContent: text("offline") });
    }, OFFLINE_AFTER_MS);
  });
  socket.on("connect", () => {
    clearTimeout(timer);
    if (isOffline) announceNow(text("reconnected"));
    isOffline = false;
  });
}
