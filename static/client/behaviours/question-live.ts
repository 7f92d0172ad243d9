import { announce } from "../lib/announce.ts";
import { fragment } from "../lib/element.ts";
import { notifyNewContent } from "../lib/new-content.ts";
import { page } from "../lib/page.ts";
import { list } from "../lib/post-list.ts";
import { live, stayCurrent } from "../lib/socket.ts";
import { text } from "../lib/texts.ts";

const WAIT_MS = 300;
const PART = "[data-feedback-part]";
const threadId = Number(list?.dataset.thread);
let timer: ReturnType<typeof setTimeout> | undefined;

/** The course of a question and its official answers, brought up to date after each change of its thread. */
if (list && document.querySelector(PART)) {
  live().then((socket) => {
    socket?.on("thread:updated", (event: { threadId: number; only?: string }) => event.threadId === threadId && !event.only && refreshSoon());
  });
  stayCurrent(async (_, afterPause) => {
    if (afterPause) refreshSoon();
  });
}

function refreshSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(refresh, WAIT_MS);
}

async function refresh(): Promise<void> {
  const answer = await fetch(`${page.base}/threads/${threadId}/feedback/now`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const before = answersShown();
  for (const part of fragment(await answer.text()).querySelectorAll<HTMLElement>(PART)) replace(part);
  notifyNewContent();
  if (answersShown() > before) announce(text("officialAnswer"));
}

/** What somebody is busy with stays as it is. */
function replace(part: HTMLElement): void {
  const shown = document.querySelector<HTMLElement>(`[data-feedback-part="${part.dataset.feedbackPart}"]`);
  if (shown && !isBusy(shown)) shown.replaceWith(part);
}

function isBusy(part: HTMLElement): boolean {
  const fields = [...part.querySelectorAll<HTMLTextAreaElement>("textarea")];
  return part.contains(document.activeElement) || part.querySelector("details[open]") !== null || fields.some((field) => field.value !== field.defaultValue);
}

const answersShown = (): number => document.querySelectorAll("[data-official]").length;
