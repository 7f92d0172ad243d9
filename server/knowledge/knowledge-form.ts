import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { dateOf } from "../calendar/working-days.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { type CategoryView, categories } from "../offices/categories.ts";
import { questionAsked } from "../threads/question-asked.ts";

/** The form on which an entry is written. */
export interface KnowledgeForm {
  action: string;
  backUrl: string;
  /** Null for a new one. */
  retireUrl: string | null;
  categories: CategoryView[];
  values: { title: string; body: string; category: string; reviewOn: string; version: string };
}

/** A new entry begins with what was asked and answered, and is to be reviewed in a year. @param again after a refusal: nothing typed is lost @throws NotFound, SignInNeeded, Forbidden, Conflict */
export async function newKnowledge(actor: Actor, threadId: number, again = false): Promise<KnowledgeForm> {
  const question = await questionAsked(actor, threadId);
  const known = await db.knowledgeEntry.findUnique({ where: { threadId }, select: { id: true } });
  if (known && !again) throw new Conflict("knownAlready");
  const latest = await db.officialAnswer.findFirst({ where: { threadId }, orderBy: { id: "desc" }, select: { office: true, postId: true } });
  if (!latest) throw new NotFound();
  allow(actor, "keepKnowledge", { office: latest.office, private: question.private });
  const post = await db.post.findUnique({ where: { id: latest.postId }, select: { body: true } });
  const feedback = await db.feedback.findUnique({ where: { threadId }, select: { categoryId: true } });
  const values = {
    title: question.title,
    body: post?.body ?? "",
    category: await slugOf(feedback?.categoryId ?? null),
    reviewOn: inAYear(),
    version: "",
  };
  return { action: `${question.url}/knowledge`, backUrl: question.url, retireUrl: null, categories: await categories(), values };
}

/** An entry as it is edited. @throws NotFound, SignInNeeded, Forbidden */
export async function knowledgeToEdit(actor: Actor, id: number): Promise<KnowledgeForm> {
  const entry = await db.knowledgeEntry.findUnique({ where: { id } });
  if (!entry) throw new NotFound();
  allow(actor, "keepKnowledge", { office: entry.office, private: false });
  const { question, answer, categoryId, reviewOn, editedAt, retiredAt } = entry;
  return {
    action: url(`/knowledge/${id}/edit`),
    backUrl: url(`/knowledge/${id}`),
    retireUrl: retiredAt ? null : url(`/knowledge/${id}/retire`),
    categories: await categories(),
    values: { title: question, body: answer, category: await slugOf(categoryId), reviewOn, version: String(editedAt.getTime()) },
  };
}

const slugOf = async (id: number | null): Promise<string> =>
  (id !== null && (await db.category.findUnique({ where: { id }, select: { slug: true } }))?.slug) || "";

function inAYear(): string {
  const today = dateOf(now(), config().timeZone);
  return `${Number(today.slice(0, 4)) + 1}${today.slice(4) === "-02-29" ? "-02-28" : today.slice(4)}`;
}
