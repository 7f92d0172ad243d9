import { csrfToken } from "./page.ts";

/** Says something new after a pause in writing, or now; what was begun for an earlier text is given up. */
export function afterPause(waitMs: number, refresh: (signal: AbortSignal) => Promise<void>): { soon(): void; now(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  const now = () => {
    running.abort();
    running = new AbortController();
    void refresh(running.signal);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(now, waitMs);
  };
  return { soon, now };
}

/** What the server makes of it, as HTML; null when it says nothing. @param written is sent; without it the address alone is asked */
export async function fetchFragment(url: string, signal: AbortSignal, written?: URLSearchParams): Promise<string | null> {
  const sent = written && { method: "POST", body: written, headers: { "x-csrf-token": csrfToken() } };
  const answer = await fetch(url, { ...sent, signal }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
}
