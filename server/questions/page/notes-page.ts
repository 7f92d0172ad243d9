import type { Actor } from "../../access/actor.ts";
import { allow, can } from "../../access/permissions.ts";
import { NotFound } from "../../core/problems.ts";
import { type QuestionAsked, questionIn } from "../../threads/question-asked.ts";
import { readThread, type ThreadRecord } from "../../threads/thread-facts.ts";
import { type FeedbackView, feedbackOf } from "./feedback-view.ts";
import { NO_NOTES, type NotesView, notesOf } from "./notes.ts";

/** The page on which colleagues say something to each other about a question. */
export interface NotesPage {
  question: QuestionAsked;
  feedback: FeedbackView;
  notes: NotesView;
}

/** For those who handle it. @param before the id of a note: only those that came before it @throws NotFound, SignInNeeded, Forbidden */
export async function notesPage(actor: Actor, threadId: number, before: number | null = null): Promise<NotesPage> {
  const thread = await readThread(actor, threadId);
  allow(actor, "handleQuestion", thread);
  return pageOf(actor, thread, before);
}

/** The same after a refusal; without the notes for who does not handle it, so that what was typed is not lost. @throws NotFound */
export const notesPageAgain = async (actor: Actor, threadId: number): Promise<NotesPage> => pageOf(actor, await readThread(actor, threadId));

async function pageOf(actor: Actor, thread: ThreadRecord, before: number | null = null): Promise<NotesPage> {
  const [question, feedback] = await Promise.all([questionIn(actor, thread), feedbackOf(actor, thread.id)]);
  if (!feedback) throw new NotFound();
  return { question, feedback, notes: can(actor, "handleQuestion", thread) ? await notesOf(thread.id, before) : NO_NOTES };
}
